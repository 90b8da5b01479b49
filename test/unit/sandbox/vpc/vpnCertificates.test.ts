import assert from 'node:assert/strict';
import { heldCertificates } from '../../../../src/sandbox/heldCertificates';
import { ground, reach, region, type Ground } from '../control/story';
import type { Answer } from '../control/support';
import { attributes, authorization, effective, restrict } from '../iam/policyStory';
import { OpenSsl } from '../secretsManager/openssl';
import { SecretsBench } from '../secretsManager/support';
import { vpnPrototype } from './vpnStory';

describe('A VPN server and what it reads in Secrets Manager, in the sandbox', () => {
  const openssl = new OpenSsl();
  let secrets: SecretsBench;
  let place: Ground;
  let server: string;
  let clients: string;
  before(() => openssl.authority('clients'));
  after(() => openssl.remove());
  beforeEach(async () => {
    secrets = await SecretsBench.start();
    await secrets.authorities();
    server = (await secrets.privateCertificate('server.example')).get('crn').text;
    clients = (await secrets.done('POST', '/secrets', { secret_type: 'imported_cert', name: 'clients', certificate: openssl.read('clients.crt') })).get('crn').text;
    place = await ground(secrets.bench);
  });
  afterEach(() => secrets.stop());

  const post = (certificate = server): Promise<Answer> => secrets.bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, {
    certificate: { crn: certificate }, client_authentication: [{ method: 'certificate', client_ca: { crn: clients } }],
  }));
  const letIn = (): Promise<string> => effective(secrets.bench, authorization(secrets.bench, { resource: { serviceInstance: secrets.guid } }));
  const idOf = (crn: string): string => crn.split(':').at(-1) ?? '';

  async function stable(): Promise<string> {
    const made = await post();
    assert.equal(made.status, 201, made.text);
    const path = `/vpn_servers/${made.body.get('id').text}`;
    await reach(secrets.bench, path, 'lifecycle_state', 'stable');
    return path;
  }

  async function health(path: string): Promise<readonly string[]> {
    const { body } = await secrets.bench.vpc(region, 'GET', path);
    return [body.get('health_state').text, ...body.get('health_reasons').list.map((reason) => reason.get('code').text)];
  }

  it('is refused as if its certificate were missing until an authorization counts', async () => {
    const refused = await post();
    assert.deepEqual([refused.status, refused.body.get('errors', 0, 'code').text], [404, 'vpn_server_certificate_not_found']);
    await letIn();
    assert.deepEqual(await health(await stable()), ['ok']);
  });

  it('is refused with a certificate that is not there, and with one whose authority did not encode its URL', async () => {
    await letIn();
    assert.equal((await post(`${server.slice(0, -1)}x`)).body.get('errors', 0, 'code').text, 'vpn_server_certificate_not_found');
    await secrets.root('silent', { issuing_certificates_urls_encoded: false });
    await secrets.intermediate('below-silent', 'silent');
    await secrets.template('silent-people', 'below-silent');
    const silent = await secrets.privateCertificate('silent.example', { certificate_template: 'silent-people' });
    const refused = await post(silent.get('crn').text);
    assert.match(refused.body.get('errors', 0, 'message').text, /^The parent CA's URL does not encode in CA of CA chain of certificate crn:/);
  });

  it('loses its health with its authorization, and has it back with another', async () => {
    const policy = await letIn();
    const path = await stable();
    await secrets.bench.call('DELETE', `${secrets.bench.sandbox.endpoints.iam}/v1/policies/${policy}`);
    assert.deepEqual(await health(path), ['faulted', 'cannot_access_server_certificate', 'cannot_access_client_certificate']);
    await letIn();
    assert.deepEqual(await health(path), ['ok']);
  });

  it('loses it with its certificate, and with a context-based restriction that leaves VPN servers out', async () => {
    await letIn();
    const path = await stable();
    const { rule } = await restrict(secrets.bench, [], { resources: [{ attributes: attributes({ serviceName: 'secrets-manager', serviceInstance: secrets.guid }) }] });
    assert.deepEqual(await health(path), ['faulted', 'cannot_access_server_certificate', 'cannot_access_client_certificate']);
    await secrets.bench.call('DELETE', `${secrets.bench.sandbox.endpoints.restrictions}/v1/rules/${rule}`);
    await secrets.done('DELETE', `/secrets/${idOf(server)}`);
    assert.deepEqual(await health(path), ['faulted', 'cannot_access_server_certificate']);
  });

  it('gives its clients the authorities above its certificate to verify it by', async () => {
    await letIn();
    const profile = await secrets.bench.vpc(region, 'GET', `${await stable()}/client_configuration`);
    const chain = (await secrets.done('GET', `/secrets/${idOf(server)}`)).get('ca_chain').list.map((each) => each.text.trim());
    assert.ok(chain.length > 1);
    assert.ok(profile.text.includes(`<ca>\n${chain.join('\n')}\n</ca>`), profile.text);
  });

  it('finds an authority itself behind its secret, and nothing behind that of a certificate that has expired', () => {
    const { state } = secrets.bench.sandbox;
    assert.equal(heldCertificates(state, Date.now).certificate(clients)?.authorities, openssl.read('clients.crt'));
    const until = heldCertificates(state, Date.now).certificate(server)?.validUntil ?? 0;
    assert.equal(heldCertificates(state, () => until).certificate(server), undefined);
    assert.equal(heldCertificates(state, () => until - 1).certificate(server)?.validUntil, until);
  });
});
