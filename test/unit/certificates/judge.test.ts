import assert from 'node:assert/strict';
import fc from 'fast-check';
import { intermediateField, judge, type CertificateSet } from '../../../src/certificates/judge';
import { day } from '../../../src/certificates/lifetimes';
import { verifyChain } from '../../../src/certificates/verifyChain';
import { Secret } from '../../../src/model/secret';
import { Openssl, skipWithoutOpenssl } from './openssl';
import { makeCertificates, passphrase, variants, type Variant } from './variants';

/** What OpenVPN or the cloud refuses, and OpenSSL by itself does not. */
const stricter = new Set([
  'certificate.no-server-usage', 'certificate.no-client-usage', 'certificate.no-key-usage', 'key.kind', 'certificate.not-authority', 'chain.self-signed', 'certificate.is-authority',
  // About files and keys, of which a chain says nothing.
  'key.protected', 'key.wrong-passphrase', 'key.cipher', 'key.mismatch', 'key.missing', 'key.damaged', 'file.public-key',
]);

describe('certificates as people bring them', () => {
  const made = new Openssl();
  const pem = (name: string): string => made.read(`${name}.pem`).toString();
  const at = ({ at: days = 0 }: Variant): Date => new Date(Date.now() + days * day);

  before(skipWithoutOpenssl);
  before(() => makeCertificates(made));
  after(() => made.remove());

  for (const variant of variants) {
    const { title, purpose = 'server', files, refused = [], told = [], passphrase: given, chain } = variant;
    it(`are ${refused.length === 0 ? 'usable' : 'refused'}: ${title}${[...refused, ...told].length === 0 ? '' : ` (${[...refused, ...told].join(', ')})`}`, async () => {
      const judged = await judge(files(made), purpose, { now: at(variant), passphrase: given === undefined ? undefined : new Secret(given) });
      const codes = (refuses: boolean): string[] => [...new Set(judged.findings.filter((each) => each.refuses === refuses).map(({ code }) => code))].sort();
      assert.deepEqual([codes(true), codes(false)], [[...refused].sort(), [...told].sort()], JSON.stringify(judged.findings));
      assert.equal(judged.kind, refused.length === 0 ? 'usable' : 'refused');
      if (chain !== undefined && purpose !== 'authority') {
        holdAgainstOpenssl(codes(true), made.verify(purpose === 'server' ? 'sslserver' : 'sslclient', chain.map(pem), { at: at(variant) }));
      }
      if (judged.kind === 'usable') {
        const { set } = judged;
        assert.equal(made.verify('any', [set.certificate, ...set.intermediates, set.authority], { at: at(variant) }), '', 'the set verifies');
        assert.match([set.certificate, ...set.intermediates, set.authority, set.key?.reveal() ?? ''].join(''), /^(?:(?:-----(?:BEGIN|END) [A-Z ]+-----|[A-Za-z0-9+/=]+)\n)+$/);
      }
    });
  }

  for (const variant of variants.filter(({ chain, purpose }) => chain !== undefined && purpose !== 'authority')) {
    const { title, purpose = 'server', chain = [] } = variant;
    it(`get the verdict of openssl verify when they come back: ${title}`, async () => {
      const [certificate = '', ...above] = chain.map(pem);
      const findings = await verifyChain({ certificate, above: above.join('') }, purpose, at(variant));
      holdAgainstOpenssl(findings.filter(({ refuses }) => refuses).map(({ code }) => code),
        made.verify(purpose === 'server' ? 'sslserver' : 'sslclient', [certificate, ...above], { at: at(variant) }));
    });
  }

  it('give the same whatever the order of their parts and the number of their files', async () => {
    const parts = ['server.pem', 'inter.pem', 'renewed.pem', 'root.pem', 'namesake.pem', 'server.key', 'client.key'].map((name) => made.read(name));
    const wanted = JSON.stringify(await setOf([Buffer.concat(parts)]));
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(parts, { minLength: parts.length }), fc.nat(parts.length), async (order, cut) => {
      assert.equal(JSON.stringify(await setOf([Buffer.concat(order.slice(0, cut)), Buffer.concat(order.slice(cut))].filter(({ length }) => length > 0))), wanted);
    }), { numRuns: 40 });
  });

  it('are judged without a failure whatever has become of their bytes, and what is then still usable verifies', async () => {
    const files = ['server.der', 'inter.pem', 'root.pem', 'server.key', 'server.key.der', 'chain.p7b.der', 'locked-old.key', 'server.p12'].map((name) => made.read(name));
    const verdicts = new Map<string, string>();
    const change = fc.record({ file: fc.nat(files.length - 1), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }), cut: fc.option(fc.nat()) });
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const bytes = files.map((each) => Buffer.from(each));
      for (const { file, at, by, cut } of changes) {
        const whole = bytes[file] ?? Buffer.alloc(0);
        whole[at % whole.length] = (whole[at % whole.length] ?? 0) ^ by;
        bytes[file] = cut === null ? whole : whole.subarray(0, cut % whole.length);
      }
      const judged = await judge(bytes.map((each, index) => ({ name: `${index}`, bytes: each })), 'server', { passphrase: new Secret(passphrase) });
      if (judged.kind === 'usable') {
        const chain = [judged.set.certificate, ...judged.set.intermediates, judged.set.authority];
        const said = verdicts.get(chain.join('')) ?? made.verify('sslserver', chain);
        verdicts.set(chain.join(''), said);
        assert.equal(said, '');
      }
    }), { numRuns: 60 });
  });

  it('are named in what is said of them, with dates, usages and who is missing', async () => {
    const told = async (names: readonly string[], days = 0): Promise<string> => (await judge(names.map((name) => ({ name, bytes: made.read(name) })), 'server', { now: new Date(Date.now() + days * day) }))
      .findings.map(({ why, next }) => `${why} ${next}`).join('\n');
    assert.match(await told(['server.pem', 'root.pem', 'server.key']), /chain ends at server: the certificate of its issuer, inter, is missing/);
    assert.match(await told(['server.pem', 'inter.pem', 'server.key']), /issuer, Orders root, is missing/);
    assert.match(await told(['client.pem', 'inter.pem', 'root.pem', 'client.key']), /certificate of client is not for servers \(serverAuth\), but for clients \(clientAuth\)/);
    assert.match(await told(['server.pem', 'inter.pem', 'root.pem', 'server.key'], 500), /certificate of server ended on \d{4}-\d\d-\d\d\./);
    assert.match(await told(['server.p12']), /openssl pkcs12 -in server\.p12 -nodes -out server\.p12\.pem/);
  });

  it('go to Secrets Manager with everybody above the certificate in one field, the root last', async () => {
    const set = await setOf(['root.pem', 'server.key', 'server.pem', 'inter.pem'].map((name) => made.read(name)));
    assert.equal(intermediateField(set), pem('inter') + pem('root'));
    assert.equal(set.certificate, pem('server'));
    const alone = await judge([{ name: 'root.pem', bytes: made.read('root.pem') }], 'authority');
    assert.equal(alone.kind === 'usable' ? intermediateField(alone.set) : 'refused', '');
  });

  it('show nothing of a key or a passphrase', async () => {
    const judged = await judge(['server.pem', 'inter.pem', 'root.pem', 'server.key'].map((name) => ({ name, bytes: made.read(name) })), 'server');
    assert.doesNotMatch(JSON.stringify(judged), /PRIVATE KEY/);
    assert.match(JSON.stringify(judged), /"key":"\*\*\*"/);
  });

  it('are refused when they come back with one that leads nowhere, as openssl refuses them', async () => {
    const above = ['inter-crossed', 'inter', 'root'].map(pem);
    assert.match(made.verify('sslserver', [pem('server'), ...above]), /unable to get local issuer certificate/);
    assert.deepEqual((await verifyChain({ certificate: pem('server'), above: above.join('') }, 'server')).map(({ code }) => code), ['chain.incomplete']);
  });

  it('are not trusted by a profile that knows another authority', async () => {
    const given = { certificate: pem('server'), above: pem('inter') + pem('root') };
    assert.deepEqual(await verifyChain({ ...given, trusted: pem('root') }, 'server'), []);
    assert.deepEqual((await verifyChain({ ...given, trusted: pem('alone-ca') }, 'server')).map(({ code }) => code), ['chain.not-trusted']);
    assert.deepEqual((await verifyChain({ ...given, certificate: 'gone' }, 'server')).map(({ code }) => code), ['certificate.none']);
    assert.deepEqual((await verifyChain({ ...given, above: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }, 'server')).map(({ code }) => code), ['certificate.damaged']);
  });

  async function setOf(files: readonly Buffer[]): Promise<CertificateSet> {
    const judged = await judge(files.map((bytes, index) => ({ name: `${index}.pem`, bytes })), 'server');
    return judged.kind === 'usable' ? judged.set : assert.fail(JSON.stringify(judged.findings));
  }
});

/** What openssl refuses, we refuse; what we refuse and openssl does not, has a reason of its own. */
function holdAgainstOpenssl(refused: readonly string[], said: string): void {
  if (said !== '') assert.notDeepEqual(refused, [], `openssl refuses: ${said}`);
  else assert.deepEqual(refused.filter((code) => !stricter.has(code)), [], 'openssl verifies');
}
