import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { SecretsManager } from '../../../src/cloud/secretsManagerService';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { OpenSsl } from '../sandbox/secretsManager/openssl';
import { newSecretsManager, startSandboxCloud, type SandboxCloud } from './sandboxCloud';

const { signal } = new AbortController();
const key = { keyType: 'ec', keyBits: 256 } as const;

describe('what an instance of Secrets Manager holds', function suite() {
  this.timeout(60_000);
  const openssl = new OpenSsl();
  let on: SandboxCloud;
  let secrets: SecretsManager;

  before(async () => {
    on = await startSandboxCloud();
    secrets = on.cloud.secretsManagers.open(await newSecretsManager(on.cloud, on.sandbox.accountId));
    openssl.authority('own');
    openssl.signed('vpn.example', 'own');
  });
  after(async () => {
    openssl.remove();
    await on.stop();
  });
  afterEach(() => on.sandbox.faults.clear());

  const material = () => ({
    certificate: openssl.read('vpn.example.crt'), intermediate: openssl.read('own.crt'), privateKey: new Secret(openssl.read('vpn.example.key')),
  });

  it('are groups: made, listed, and deleted when nothing is in them', async () => {
    const { id } = await secrets.createGroup('vpn', 'What the VPN needs', signal);
    assert.deepEqual((await secrets.listGroups(signal)).map(({ name }) => name), ['default', 'vpn']);
    const { id: certificate } = await secrets.importCertificate({ name: 'grouped', groupId: id, material: material() }, signal);
    await assert.rejects(secrets.deleteGroup(id, signal), { status: 409, why: /contains secrets/ });
    await secrets.deleteCertificate(certificate, signal);
    await secrets.deleteGroup(id, signal);
    assert.deepEqual((await secrets.listGroups(signal)).map(({ name }) => name), ['default']);
  });

  it('are imported certificates, whose key is a secret wherever it appears', async () => {
    const { id, crn } = await secrets.importCertificate({ name: 'server', labels: ['vpn'], material: material() }, signal);
    assert.match(crn, /^crn:v1:bluemix:public:secrets-manager:ca-mon:a\/[^:]+:[^:]+:secret:[^:]+$/);
    const read = await secrets.getCertificate(id, signal);
    assert.equal(read.data.certificate, material().certificate);
    assert.deepEqual(read.data.chain, [material().intermediate]);
    assert.equal(read.data.privateKey?.reveal(), material().privateKey.reveal());
    assert.doesNotMatch(`${inspect(read, { depth: 9 })}${JSON.stringify(read)}`, /PRIVATE KEY/);
    const { commonName, state, hasPrivateKey, hasIntermediate, type, labels, notAfter } = await secrets.getCertificateMetadata(id, signal);
    assert.deepEqual({ commonName, state, hasPrivateKey, hasIntermediate, type, labels },
      { commonName: 'vpn.example', state: 'active', hasPrivateKey: true, hasIntermediate: true, type: 'imported_cert', labels: ['vpn'] });
    assert.ok(Date.parse(notAfter) > Date.now());
    assert.ok((await secrets.listSecretNames(signal)).some((each) => each.id === id && each.name === 'server' && each.type === 'imported_cert'));
    await secrets.importVersion(id, material(), signal);
    assert.deepEqual((await secrets.listVersions(id, signal)).map(({ alias }) => alias), ['current', 'previous']);
    await secrets.deleteCertificate(id, signal);
    await assert.rejects(secrets.getCertificate(id, signal), { status: 404 });
  });

  it('are refused in the service\'s own words, with its trace', async () => {
    openssl.signed('other.example', 'own');
    const mismatch = { ...material(), privateKey: new Secret(openssl.read('other.example.key')) };
    await assert.rejects(secrets.importCertificate({ name: 'mismatch', material: mismatch }, signal), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'secrets-manager.bad_request');
      assert.equal(error.why, 'The private key does not match the certificate.');
      assert.match(error.what, /"mismatch"/);
      assert.ok(error.trace);
      return true;
    });
    const { id } = await secrets.importCertificate({ name: 'once', material: material() }, signal);
    await assert.rejects(secrets.importCertificate({ name: 'once', material: material() }, signal), { status: 409, code: 'secrets-manager.conflict' });
    await secrets.deleteCertificate(id, signal);
  });

  it('say no private key in a failure, though the service quotes it', async () => {
    const given = material();
    const sent = given.privateKey.reveal();
    const [, line = ''] = sent.split('\n');
    assert.ok(line.length > 8);
    for (const quoted of [sent, JSON.stringify(sent), sent.replaceAll('\n', ' '), line]) {
      on.sandbox.faults.clear();
      on.sandbox.faults.add({ service: 'secretsManager', method: 'POST', effect: { kind: 'refuse', status: 400, code: 'bad_request', message: `cannot read ${quoted}` } });
      await assert.rejects(secrets.importCertificate({ name: 'quoted', material: given }, signal), (error: unknown) => {
        assert.match(inspect(error), /cannot read/);
        assert.ok(!inspect(error).includes(line), quoted);
        return true;
      });
    }
  });

  it('are locked by who uses them, and not deleted before that', async () => {
    const { id } = await secrets.importCertificate({ name: 'locked', material: material() }, signal);
    await secrets.lock(id, 'vpn-server', 'in use', signal);
    assert.deepEqual((await secrets.listLocks(id, signal)).map(({ name, alias }) => [name, alias]), [['vpn-server', 'current']]);
    await assert.rejects(secrets.deleteCertificate(id, signal), { code: 'secrets-manager.locked', status: 412, why: /secret version is locked/, next: /locks are removed/ });
    await secrets.unlock(id, 'vpn-server', signal);
    await secrets.deleteCertificate(id, signal);
    await assert.rejects(secrets.listLocks(id, signal), { status: 404 }, 'the secret is gone, and not its instance');
  });

  it('are listed on all pages, filtered and searched', async () => {
    const first = await secrets.importCertificate({ name: 'many', material: material() }, signal);
    const held = [...on.sandbox.state.secretsManagers.values()].find(({ secrets: all }) => all.some(({ id }) => id === first.id));
    const row = held?.secrets.find(({ id }) => id === first.id);
    assert.ok(held !== undefined && row !== undefined);
    const before = held.secrets;
    held.secrets = Array.from({ length: 205 }, (_, index) => ({ ...row, id: `many-${index}`, name: `many-${index}` }));
    const many = await secrets.listCertificates({ search: 'many-' }, signal);
    assert.equal(new Set(many.map(({ id }) => id)).size, 205);
    assert.deepEqual(await secrets.listCertificates({ types: ['private_cert'], search: 'many-' }, signal), []);
    assert.equal((await secrets.listCertificates({ groupIds: ['default'], search: 'many-20' }, signal)).length, 6);
    held.secrets = before.filter(({ id }) => id !== first.id);
  });

  it('are authorities with their template, and the private certificates that they issue; OpenSSL verifies the chain that comes back', async () => {
    const root = await secrets.createRoot({ name: 'root', commonName: 'Root', hours: 87_600, ...key }, signal);
    assert.deepEqual([root.urlsEncoded, root.listPointsEncoded, root.buildsRevocationList, root.chain.length], [true, true, true, 0]);
    const unsigned = await secrets.createIntermediate({ name: 'middle', commonName: 'Middle', hours: 43_800, issuer: 'root', ...key }, signal);
    assert.deepEqual([unsigned.status, unsigned.certificate], ['signing_required', undefined]);
    await secrets.signIntermediate('root', 'middle', signal);
    assert.equal((await secrets.getAuthority('middle', signal)).status, 'certificate_template_required');
    await secrets.createTemplate({ name: 'clients', authority: 'middle', purposes: ['client'], longestHours: 8_760, ...key }, signal);
    assert.deepEqual((await secrets.listAuthorities(signal)).map(({ kind, name }) => `${kind} ${name}`), ['root root', 'intermediate middle', 'template clients']);
    const { id, data } = await secrets.createPrivateCertificate({ name: 'alice', template: 'clients', commonName: 'alice', hours: 720 }, signal);
    const [middle = '', top = ''] = data.chain;
    const files = [openssl.write('top.pem', top), openssl.write('middle.pem', middle), openssl.write('alice.pem', data.certificate)] as const;
    const verify = (purpose: string) => openssl.try('verify', '-purpose', purpose, '-CAfile', files[0], '-untrusted', files[1], files[2]);
    assert.equal(verify('sslclient').status, 0, verify('sslclient').text);
    assert.notEqual(verify('sslserver').status, 0);
    assert.equal(data.privateKey?.reveal().includes('BEGIN PRIVATE KEY'), true);
    await secrets.renewPrivateCertificate(id, signal);
    await secrets.revokePrivateCertificate(id, signal);
    assert.equal((await secrets.getCertificateMetadata(id, signal)).state, 'deactivated');
    await secrets.rotateRevocationList('middle', signal);
  });

  it('may come back without what stands above a certificate, as the cloud is known to do', async () => {
    const { id } = await secrets.importCertificate({ name: 'incomplete', material: material() }, signal);
    on.sandbox.faults.add({ service: 'secretsManager', method: 'GET', effect: { kind: 'omit', fields: ['intermediate', 'ca_chain', 'issuing_ca'] } });
    assert.deepEqual((await secrets.getCertificate(id, signal)).data.chain, []);
    on.sandbox.faults.clear();
    await secrets.deleteCertificate(id, signal);
  });

  it('are authorities that are signed elsewhere, and requests that are signed here', async () => {
    const { request = '' } = await secrets.createIntermediate({ name: 'outside', commonName: 'Outside', hours: 400, ...key }, signal);
    openssl.write('outside.csr', request);
    openssl.sign('outside', 'own', ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']);
    await secrets.setSigned('outside', `${openssl.read('outside.crt')}${openssl.read('own.crt')}`, signal);
    const signed = await secrets.getAuthority('outside', signal);
    assert.deepEqual([signed.status, signed.chain.length], ['certificate_template_required', 1]);
    const another = await secrets.createIntermediate({ name: 'another', commonName: 'Another', hours: 400, ...key }, signal);
    const answer = await secrets.signRequest('root', another.request ?? '', signal);
    await secrets.setSigned('another', [answer.certificate, ...answer.chain].join(''), signal);
    assert.equal((await secrets.getAuthority('another', signal)).status, 'certificate_template_required');
  });

  it('are deleted in the order of need: an authority not while it is in use', async () => {
    await assert.rejects(secrets.deleteConfiguration('root', signal), { status: 409, why: /in use: it signed "middle"/ });
    await assert.rejects(secrets.deleteConfiguration('middle', signal), { status: 409, why: /template "clients"/ });
    await secrets.revokeAuthority('middle', signal);
    for (const name of ['clients', 'middle', 'outside', 'another', 'root']) await secrets.deleteConfiguration(name, signal);
    assert.deepEqual(await secrets.listAuthorities(signal), []);
  });

  it('ask nothing again after an answer that was lost', async () => {
    on.sandbox.faults.add({ service: 'secretsManager', method: 'POST', times: 1, effect: { kind: 'drop' } });
    await assert.rejects(secrets.createGroup('lost', '', signal), { code: 'http.reset' });
    assert.equal((await secrets.listGroups(signal)).filter(({ name }) => name === 'lost').length, 1);
  });
});
