import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { Json } from '../control/json';
import { OpenSsl } from './openssl';
import { SecretsBench } from './support';

describe('private certificates of the sandbox\'s Secrets Manager, as OpenSSL sees them', function suite() {
  this.timeout(60_000);
  const openssl = new OpenSsl();
  let secrets: SecretsBench;
  before(async () => {
    secrets = await SecretsBench.start();
    await secrets.authorities();
  });
  after(async () => {
    openssl.remove();
    await secrets.stop();
  });

  const published = async (authority: string, what: string): Promise<string> =>
    (await secrets.bench.send('GET', `${secrets.address}/v1/certificate_authorities/${authority}/${what}`)).text;

  /** Verifies a certificate with the chain that it came with; with the authorities' lists of what is revoked where asked. */
  async function verify(certificate: Json, ...more: readonly string[]): Promise<{ readonly status: number | null; readonly text: string }> {
    const chain = certificate.get('ca_chain').list.map(({ text }) => text);
    openssl.write('root.pem', chain.at(-1) ?? '');
    openssl.write('above.pem', chain.slice(0, -1).join(''));
    openssl.write('own.pem', certificate.get('certificate').text);
    openssl.write('lists.pem', `${await published('root', 'crl')}${await published('intermediate', 'crl')}`);
    const above = chain.length > 1 ? ['-untrusted', 'above.pem'] : [];
    return openssl.try('verify', '-x509_strict', '-CAfile', 'root.pem', ...above, ...more, 'own.pem');
  }
  const withLists = ['-crl_check_all', '-CRLfile', 'lists.pem'] as const;

  it('verify by the chain that comes with them, for servers and for clients, against the lists too', async () => {
    const certificate = await secrets.privateCertificate('vpn.example', { alt_names: ['other.example'], ip_sans: '192.0.2.7', uri_sans: 'https://vpn.example/' });
    for (const purpose of ['sslserver', 'sslclient']) {
      const { status, text } = await verify(certificate, '-purpose', purpose, ...withLists);
      assert.equal(status, 0, text);
    }
    const read = new X509Certificate(certificate.get('certificate').text);
    assert.equal(read.checkHost('other.example'), 'other.example');
    assert.equal(read.checkIP('192.0.2.7'), '192.0.2.7');
    assert.match(openssl.run('x509', '-in', 'own.pem', '-noout', '-text'), /CRL Distribution Points[\s\S]*secrets-manager\.appdomain\.cloud/);
    assert.match(openssl.run('x509', '-in', 'own.pem', '-noout', '-text'), /CA Issuers - URI:https:/);
    openssl.write('own.key', certificate.get('private_key').text);
    assert.equal(openssl.run('pkey', '-in', 'own.key', '-pubout'), openssl.run('x509', '-in', 'own.pem', '-noout', '-pubkey'));
  });

  it('are for servers or for clients alone where their template says so', async () => {
    await secrets.template('servers', 'intermediate', { client_flag: false });
    const certificate = await secrets.privateCertificate('server.example', { certificate_template: 'servers' });
    assert.equal((await verify(certificate, '-purpose', 'sslserver')).status, 0);
    assert.notEqual((await verify(certificate, '-purpose', 'sslclient')).status, 0);
  });

  it('do not verify without the intermediate authority', async () => {
    const certificate = await secrets.privateCertificate('incomplete.example');
    await verify(certificate);
    assert.match(openssl.try('verify', '-CAfile', 'root.pem', 'own.pem').text, /unable to get local issuer certificate/);
  });

  it('are on their authority\'s list once revoked, and no longer verify', async () => {
    const certificate = await secrets.privateCertificate('revoked.example');
    assert.equal((await verify(certificate, ...withLists)).status, 0);
    await secrets.done('POST', `/secrets/${certificate.get('id').text}/actions`, { action_type: 'private_cert_action_revoke_certificate' });
    assert.match((await verify(certificate, ...withLists)).text, /certificate revoked/);
    assert.equal((await secrets.done('GET', `/secrets/${certificate.get('id').text}/metadata`)).get('state_description').text, 'deactivated');
    const number = (): string => openssl.run('crl', '-in', openssl.write('one.pem', list), '-noout', '-crlnumber');
    let list = await published('intermediate', 'crl');
    const before = number();
    await secrets.act('intermediate', 'rotate_crl');
    list = await published('intermediate', 'crl');
    assert.notEqual(number(), before);
  });

  it('of RSA and of a whole chain of ten authorities verify as well, and there is no eleventh intermediate', async () => {
    await secrets.root('rsa', { key_type: 'rsa', key_bits: 2048 });
    for (let depth = 1; depth <= 9; depth += 1) await secrets.intermediate(`depth-${depth}`, depth === 1 ? 'rsa' : `depth-${depth - 1}`, { max_ttl: `${9000 - depth}h` });
    assert.match(await secrets.refused(400, 'POST', '/configurations', {
      config_type: 'private_cert_configuration_intermediate_ca', name: 'too-many', common_name: 'x.example', max_ttl: '9000h', signing_method: 'internal', issuer: 'rsa',
    }), /most that there can be/);
    await secrets.template('deep', 'depth-9', { key_type: 'rsa', max_ttl: '800h' });
    const { status, text } = await verify(await secrets.privateCertificate('deep.example', { certificate_template: 'deep' }));
    assert.equal(status, 0, text);
    await secrets.done('DELETE', '/configurations/deep');
    for (let depth = 9; depth >= 1; depth -= 1) await secrets.done('DELETE', `/configurations/depth-${depth}`);
  });

  it('are signed for a key that the caller keeps', async () => {
    openssl.run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'mine.key', '-out', 'mine.csr', '-subj', '/CN=mine.example');
    const certificate = await secrets.privateCertificate('mine.example', { csr: openssl.read('mine.csr') });
    assert.equal(certificate.get('private_key').text, '');
    assert.equal((await verify(certificate)).status, 0);
    assert.equal(openssl.run('pkey', '-in', 'mine.key', '-pubout'), openssl.run('x509', '-in', 'own.pem', '-noout', '-pubkey'));
    openssl.run('req', '-x509', '-key', 'mine.key', '-subj', '/CN=mine.example', '-out', 'theirs.pem');
    const identifier = (file: string): string => openssl.run('x509', '-in', file, '-noout', '-ext', 'subjectKeyIdentifier');
    assert.equal(identifier('own.pem'), identifier('theirs.pem'));
    const cut = openssl.read('mine.csr').replace(/[A-Za-z0-9+/]{64}\n/, '');
    await secrets.refused(400, 'POST', '/secrets', { secret_type: 'private_cert', name: 'cut', certificate_template: 'people', common_name: 'x', csr: cut });
  });

  it('are renewed as another certificate of the same name', async () => {
    const first = await secrets.privateCertificate('renewed.example');
    await secrets.done('POST', `/secrets/${first.get('id').text}/versions`, {});
    const second = await secrets.done('GET', `/secrets/${first.get('id').text}`);
    assert.equal(second.get('common_name').text, 'renewed.example');
    assert.notEqual(second.get('serial_number').text, first.get('serial_number').text);
    assert.equal((await verify(second)).status, 0);
  });

  it('have authorities with a signing request that OpenSSL verifies, and takes', async () => {
    const outside = await secrets.done('POST', '/configurations', {
      config_type: 'private_cert_configuration_intermediate_ca', name: 'outside', common_name: 'Outside', organization: ['Example'], country: ['DE'],
      max_ttl: '800h', signing_method: 'external', key_type: 'ec',
    });
    assert.equal(outside.get('status').text, 'signed_certificate_required');
    openssl.write('outside.csr', outside.get('data', 'csr').text);
    assert.match(openssl.run('req', '-in', 'outside.csr', '-noout', '-verify', '-subject'), /C = DE.*O = Example.*CN = Outside/);
    openssl.authority('company');
    openssl.sign('outside', 'company', ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash']);
    openssl.signed('stranger', 'company', ['basicConstraints=critical,CA:TRUE']);
    const setSigned = (certificate: string) => ({ action_type: 'private_cert_configuration_action_set_signed', certificate });
    assert.match(await secrets.refused(400, 'POST', '/configurations/outside/actions', setSigned(openssl.read('stranger.crt'))), /does not match/);
    await secrets.done('POST', '/configurations/outside/actions', setSigned(`${openssl.read('outside.crt')}${openssl.read('company.crt')}`));
    await secrets.template('from-outside', 'outside', { max_ttl: '400h' });
    const { status, text } = await verify(await secrets.privateCertificate('outer.example', { certificate_template: 'from-outside', ttl: '300h' }));
    assert.equal(status, 0, text);
  });

  const wrong: Readonly<Record<string, readonly [object, RegExp]>> = {
    'a template that is not there': [{ certificate_template: 'nobody' }, /does not exist/],
    'longer than its template allows': [{ ttl: '9000h' }, /longer than the "max_ttl"/],
    'a time that is none': [{ ttl: 'soon' }, /is not a duration/],
    'a name that its template does not allow': [{ certificate_template: 'narrow', common_name: 'www.elsewhere.example' }, /not allowed by this role/],
    'another name that its template does not allow': [{ certificate_template: 'narrow', alt_names: ['home.example'] }, /not allowed by this role/],
  };
  for (const [what, [more, words]] of Object.entries(wrong)) {
    it(`are refused: ${what}`, async () => {
      if (!(await secrets.done('GET', '/configurations?search=narrow')).get('configurations', 0).value) {
        await secrets.template('narrow', 'intermediate', { allow_any_name: false, allowed_domains: ['home.example'], allow_subdomains: true });
      }
      const body = { secret_type: 'private_cert', name: 'wrong', certificate_template: 'people', common_name: 'www.home.example', ttl: '20h', ...more };
      assert.match(await secrets.refused(400, 'POST', '/secrets', body), words);
    });
  }

  it('come from no authority that is not signed, is revoked, or would end before them', async () => {
    const create = (more: object) => ({ config_type: 'private_cert_configuration_intermediate_ca', common_name: 'x.example', key_type: 'ec', signing_method: 'internal', ...more });
    await secrets.root('short', { ttl: '100h' });
    await secrets.done('POST', '/configurations', create({ name: 'unsigned', issuer: 'short', max_ttl: '99h' }));
    const template = (authority: string) => ({ config_type: 'private_cert_configuration_template', name: `of-${authority}`, certificate_authority: authority, allow_any_name: true });
    assert.match(await secrets.refused(400, 'POST', '/configurations', template('unsigned')), /not signed yet/);
    await secrets.act('short', 'sign_intermediate', { intermediate_certificate_authority: 'unsigned' });
    await secrets.done('POST', '/configurations', template('unsigned'));
    const body = (ttl: string) => ({ secret_type: 'private_cert', name: 'late', certificate_template: 'of-unsigned', common_name: 'x', ttl });
    assert.match(await secrets.refused(400, 'POST', '/secrets', body('500h')), /beyond the expiration of the CA certificate/);
    await secrets.act('unsigned', 'revoke_ca_certificate');
    assert.match(await secrets.refused(400, 'POST', '/secrets', body('5h')), /was revoked/);
    assert.equal((await secrets.done('GET', '/configurations/unsigned')).get('status').text, 'revoked');
  });

  it('have no authority below one whose path may not be longer', async () => {
    await secrets.root('alone', { max_path_length: 0 });
    await secrets.done('POST', '/configurations', {
      config_type: 'private_cert_configuration_intermediate_ca', name: 'below-alone', common_name: 'x', max_ttl: '99h', key_type: 'ec', signing_method: 'internal', issuer: 'alone',
    });
    const action = { action_type: 'private_cert_configuration_action_sign_intermediate', intermediate_certificate_authority: 'below-alone' };
    assert.match(await secrets.refused(400, 'POST', '/configurations/alone/actions', action), /maximum path length is 0/);
    assert.match(await secrets.refused(400, 'POST', '/configurations/root/actions', action), /not to be signed by "root"/);
  });

  it('have no authority that is taken away while it is in use, and none twice', async () => {
    assert.match(await secrets.refused(409, 'DELETE', '/configurations/root'), /it signed "intermediate"/);
    assert.match(await secrets.refused(409, 'DELETE', '/configurations/intermediate'), /template/);
    assert.match(await secrets.refused(409, 'POST', '/configurations', {
      config_type: 'private_cert_configuration_root_ca', name: 'people', common_name: 'x', max_ttl: '99h', key_type: 'ec',
    }), /already exists/);
  });
});
