// What the libraries bring and the product never reaches: it does not ship, and says so where it is reached all the same.
import { createRequire } from 'node:module';
import { sep } from 'node:path';

const packages = createRequire(import.meta.url);
const within = `${sep}node_modules${sep}`;

/** Files under node_modules, each group with what to know where one is missed. */
const leftOut = [
  { why: 'the product signs in by itself', files: [
    /^ibm-cloud-sdk-core\/auth\/(?:token-managers|authenticators)\/(?!index\.|authenticator\.|no-auth-authenticator\.)/,
    /^ibm-cloud-sdk-core\/auth\/utils\/(?:get-authenticator-from-environment|read-external-sources|file-reading-helpers)\./,
  ] },
  { why: 'no cookies are kept', files: [/^ibm-cloud-sdk-core\/lib\/cookie-support\./] },
  { why: 'nothing is uploaded', files: [/^load-esm\//, /^mime-types\//, /^asynckit\//] },
  { why: 'redirects are not followed, and proxies are left to VS Code', files: [/^follow-redirects\//, /^axios\/node_modules\/https-proxy-agent\//] },
  { why: 'no file is copied by SSH, and no HTTP goes through it', files: [/^ssh2\/lib\/(?:http-agents|protocol\/SFTP)\./] },
  { why: 'the test message needs no transaction, group list, access list or configuration', files: [
    /^kafkajs\/src\/protocol\/requests\/(?:add\w+ToTxn|endTxn|initProducerId|txnOffsetCommit)\/index/,
    /^kafkajs\/src\/protocol\/requests\/(?:alter\w+|\w+Acls|createPartitions|deleteGroups|deleteRecords)\/index/,
    /^kafkajs\/src\/protocol\/requests\/(?:describe\w+|listGroups|listPartitionReassignments)\/index/,
  ] },
  { why: 'Event Streams takes an API key by PLAIN', files: [/^kafkajs\/src\/broker\/saslAuthenticator\/(?:awsIam|oauthBearer|scram\d+)\./] },
  { why: 'private keys and their stores are read by Node', files: [/^@peculiar\/asn1-(?:pfx|pkcs8|asym-key)\//] },
];

/** Puts in place of each such file one with its names and its plain values, whose functions, classes and objects throw when they are used. */
export const withoutWhatIsNeverReached = {
  name: 'without-what-is-never-reached',
  setup(build) {
    const met = new Set();
    build.onStart(() => met.clear());
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.c?js$/ }, ({ path }) => {
      const inPackages = path.slice(path.indexOf(within) + within.length).replaceAll(sep, '/');
      for (const { why, files } of leftOut) {
        const pattern = files.find((each) => each.test(inPackages));
        if (pattern === undefined) continue;
        met.add(pattern);
        return { contents: standIn(packages(path), `${inPackages} is not part of this build: ${why}`) };
      }
      return undefined;
    });
    // A library that has moved its files would bring all of them again, unseen.
    build.onEnd(() => {
      const unmet = leftOut.flatMap(({ files }) => files).filter((each) => !met.has(each));
      return { errors: unmet.map((each) => ({ text: `Nothing is left out by ${each}` })) };
    });
  },
};

function standIn(real, message) {
  const names = Object.getOwnPropertyNames(real).filter((name) => typeof real !== 'function' && name !== '__esModule');
  const isPlain = (value) => ['string', 'number', 'boolean'].includes(typeof value);
  return `
const fail = () => { throw new Error(${JSON.stringify(message)}); };
const isKnown = (target, key) => key in target || key === '__esModule';
const absent = new Proxy(function () {}, { apply: fail, construct: fail, get: (target, key) => (isKnown(target, key) ? target[key] : fail()) });
${typeof real === 'function' ? 'module.exports = absent;' : ''}
${real.__esModule === true ? 'Object.defineProperty(exports, "__esModule", { value: true });' : ''}
${names.map((name) => `exports[${JSON.stringify(name)}] = ${isPlain(real[name]) ? JSON.stringify(real[name]) : 'absent'};`).join('\n')}`;
}
