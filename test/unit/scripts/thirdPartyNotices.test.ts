import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import * as http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../..');

/** Loads each file in one Node, with a stand-in for the editor's API. */
const loadAll = `
const Module = require('node:module');
const load = Module._load;
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything), apply: () => anything, construct: () => anything,
});
Module._load = function (name, ...rest) { return name === 'vscode' ? anything : load.call(this, name, ...rest); };
for (const file of process.argv.slice(1)) require(file);
`;

/** A body of JSON and one of a form are sent to the address and come back; then nobody listens; then what is left out is asked for. */
const useCore = `
const { BaseService, NoAuthAuthenticator, IamAuthenticator } = require(process.argv[1]);
class Core extends BaseService { send(parameters) { return this.createRequest(parameters); } }
const core = new Core({ authenticator: new NoAuthAuthenticator(), proxy: false, maxRedirects: 0 });
const send = async (serviceUrl, body) => {
  const axiosOptions = { responseType: 'arraybuffer', validateStatus: () => true };
  const { result } = await core.send({ options: { url: '/', method: 'POST', ...body, axiosOptions }, defaultOptions: { serviceUrl, headers: {} } });
  return Buffer.from(result).toString();
};
(async () => {
  console.log(await send(process.argv[2], { body: { a: 1 } }));
  console.log(await send(process.argv[2], { form: { b: '2 3' } }));
  await send('http://127.0.0.1:1', {}).catch((error) => console.log(error.statusText));
  try { new IamAuthenticator({ apikey: 'key' }); } catch (error) { console.log(error.message); }
})();
`;

describe('what the build makes to ship', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-build-'));
    await promisify(execFile)(process.execPath, ['esbuild.mjs', '--production', `--out=${folder}`], { cwd: root });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('names every bundled library with its licence, and none that only develops', async () => {
    const parts = (await readFile(join(folder, 'THIRD_PARTY_NOTICES.txt'), 'utf8')).split(/\n-{80}\n/).slice(1);
    const names = parts.map((part) => part.split(' ')[0]);
    for (const name of ['kafkajs', 'ssh2', 'valibot', 'ibm-cloud-sdk-core', 'axios', 'form-data', 'bcrypt-pbkdf']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('mocha') && !names.includes('esbuild'));
    for (const part of parts) assert.match(part, /Permission|Redistribution|licen[cs]e|public domain/i, part.slice(0, 60));
    assert.match(await readFile(join(root, '.vscodeignore'), 'utf8'), /^!dist\/THIRD_PARTY_NOTICES\.txt$/m);
  });

  it('loads file by file, with the helpers of esbuild in one of them', async () => {
    const chunks = (await readdir(join(folder, 'chunks'))).map((file) => join(folder, 'chunks', file));
    const files = [join(folder, 'extension.js'), join(folder, 'sandbox.js'), ...chunks];
    await promisify(execFile)(process.execPath, ['-e', loadAll, ...files]);
    const takesThem = /^(?:"use strict";)?var\{__\w+:.*\}=require\("\.\/(?:chunks\/)?helpers\.js"\)/;
    for (const file of files.filter((each) => !each.endsWith('helpers.js'))) assert.match((await readFile(file, 'utf8')).slice(0, 120), takesThem, file);
  });

  it('sends requests without the parts of the SDK that are left out, which say so where they are used', async () => {
    const server = http.createServer((request, response) => request.pipe(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = server.address();
    const address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : at}`;
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', useCore, await chunk('ibm-cloud-sdk-core'), address]);
      assert.deepEqual(stdout.trim().split('\n'), [
        '{"a":1}', 'b=2%203', 'ECONNREFUSED',
        'ibm-cloud-sdk-core/auth/authenticators/iam-authenticator.js is not part of this build: the product signs in by itself',
      ]);
    } finally {
      server.close();
    }
  });

  it('says which part of ssh2 is left out where it is used', async () => {
    const use = `try { new (require(process.argv[1]).HTTPAgent)(); } catch (error) { console.log(error.message); }`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', use, await chunk('ssh2')]);
    assert.match(stdout, /^ssh2\/lib\/http-agents\.js is not part of this build: /);
  });

  it('holds no source map', async () => {
    for (const file of await readdir(folder, { recursive: true })) {
      assert.doesNotMatch(file, /\.map$/);
      if (file.endsWith('.js')) assert.doesNotMatch(await readFile(join(folder, file), 'utf8'), /^\/\/# sourceMappingURL=data:/m, file);
    }
  });

  async function chunk(name: string): Promise<string> {
    const found = (await readdir(join(folder, 'chunks'))).find((file) => file.startsWith(`${name}-`));
    assert.ok(found !== undefined, name);
    return join(folder, 'chunks', found);
  }
});
