import assert from 'node:assert/strict';
import { keptCertificate, type KeptCertificate } from '../../../../src/sandbox/secretsManager/keptCertificate';
import { OpenSsl } from './openssl';
import { SecretsBench } from './support';

describe('what a VPN server finds behind a secret\'s CRN in the sandbox', () => {
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

  const kept = (crn: string, now = Date.now()): KeptCertificate | undefined => keptCertificate(secrets.bench.sandbox.state, now, crn);

  it('is the certificate with its key and its chain, until it expires, is deleted, or its instance is', async () => {
    const made = await secrets.privateCertificate('server.example');
    const crn = made.get('crn').text;
    assert.equal(kept(crn)?.certificate, made.get('certificate').text);
    assert.deepEqual(kept(crn)?.chain, made.get('ca_chain').value);
    assert.match(kept(crn)?.privateKey ?? '', /PRIVATE KEY/);
    assert.equal(kept(crn)?.urlsEncoded, true);
    assert.equal(kept(crn, Date.parse(made.get('expiration_date').text)), undefined);
    assert.equal(kept(crn.replace(':ca-mon:', ':eu-de:')), undefined);
    assert.equal(kept('crn:v1:bluemix:public:cloudcerts:eu-de:a/1:2:certificate:3'), undefined);
    await secrets.done('POST', `/secrets/${made.get('id').text}/actions`, { action_type: 'private_cert_action_revoke_certificate' });
    assert.equal(kept(crn)?.isRevoked, true);
    await secrets.done('DELETE', `/secrets/${made.get('id').text}`);
    assert.equal(kept(crn), undefined);
  });

  it('tells an authority that did not encode its address', async () => {
    await secrets.root('silent', { issuing_certificates_urls_encoded: false });
    await secrets.intermediate('below-silent', 'silent');
    await secrets.template('silent-people', 'below-silent');
    const made = await secrets.privateCertificate('silent.example', { certificate_template: 'silent-people' });
    assert.equal(kept(made.get('crn').text)?.urlsEncoded, false);
  });

  it('is an imported certificate with the chain that came with it', async () => {
    openssl.authority('own');
    openssl.signed('imported.example', 'own');
    const made = await secrets.done('POST', '/secrets', {
      secret_type: 'imported_cert', name: 'imported', certificate: openssl.read('imported.example.crt'), intermediate: openssl.read('own.crt'),
    });
    const found = kept(made.get('crn').text);
    assert.deepEqual([found?.chain, found?.privateKey, found?.urlsEncoded], [[openssl.read('own.crt')], undefined, true]);
  });
});
