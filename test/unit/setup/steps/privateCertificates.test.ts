import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { newAuthority } from '../../../../src/certificates/authority';
import { secretsManagerStep, type SecretsManagerChoice } from '../../../../src/setup/steps/secretsManager';
import { privateCertificateSteps } from '../../../../src/setup/steps/privateCertificates';
import type { Step } from '../../../../src/setup/steps/step';
import { clientAuthorityFact, clientIdentityFact, serverCertificateFact } from '../../../../src/setup/steps/vpnCertificateFacts';
import { Mortal } from '../mortal';
import { SecretsBench, type SecretsConnection } from '../secretsBench';
import { never } from '../support';

describe('The private certificates of Secrets Manager for a client VPN', function suite() {
  this.timeout(120_000);
  let bench: SecretsBench;
  let on: SecretsConnection;
  let choice: Extract<SecretsManagerChoice, { readonly kind: 'existing' }>;
  before(async () => {
    bench = await SecretsBench.start();
    choice = { ...await bench.instance('shared-secrets'), kind: 'existing' };
  });
  after(() => bench.peer.stop());
  beforeEach(() => { on = bench.connection(); });
  afterEach(() => {
    bench.peer.sandbox.faults.clear();
    bench.servers = [];
  });

  const stepsOf = ({ id }: SecretsConnection): readonly Step[] => [
    secretsManagerStep({ choice, resourceGroupId: bench.group }),
    ...privateCertificateSteps({
      server: id, person: 'alice',
      names: { root: `${id}-root`, intermediate: `${id}-ca`, serverTemplate: `${id}-servers`, clientTemplate: `${id}-people`, server: `${id}-server`, client: `${id}-alice` },
    }),
  ];
  const held = async () => bench.peer.cloud.secretsManagers.open(await bench.peer.cloud.secretsManagers.get(choice.crn, never));
  const names = async (): Promise<readonly string[]> => {
    const secrets = await held();
    return [...await secrets.listAuthorities(never), ...await secrets.listCertificates({}, never)].map(({ name }) => name).filter((name) => name.startsWith(on.id));
  };
  const all = (): readonly string[] => ['root', 'ca', 'servers', 'people', 'server', 'alice'].map((end) => `${on.id}-${end}`);

  it('are root, intermediate, two templates and two certificates, with what a VPN server asks of them; an undo leaves none', async () => {
    const planned = await on.plan(stepsOf(on));
    assert.deepEqual([...planned.values()].map(({ standing: { kind } }) => kind), ['exists', ...all().map(() => 'missing')]);
    const ran = await on.run(stepsOf(on));
    assert.equal(ran.failure, undefined);
    assert.deepEqual(await names(), all());
    assert.deepEqual((await on.run(stepsOf(on))).things, ran.things);
    const { facts } = ran.contexts.toLook('server-certificate');
    const [server, client] = [facts.need(serverCertificateFact), facts.need(clientIdentityFact)];
    assert.equal(facts.need(clientAuthorityFact).crn, server.crn);
    assert.equal(server.data.chain.length, 2);
    const [above = ''] = server.data.chain;
    const [person, authority] = [new X509Certificate(client.certificate), new X509Certificate(above)];
    assert.ok(person.verify(authority.publicKey));
    assert.deepEqual([person.subject, person.keyUsage], ['CN=alice', ['1.3.6.1.5.5.7.3.2']]);
    assert.ok(new X509Certificate(server.data.certificate).keyUsage.includes('1.3.6.1.5.5.7.3.1'));
    assert.equal(String(client.key), '***');
    const [root, middle] = await Promise.all([(await held()).getAuthority(`${on.id}-root`, never), (await held()).getAuthority(`${on.id}-ca`, never)]);
    for (const each of [root, middle]) {
      assert.deepEqual([each.urlsEncoded, each.listPointsEncoded, each.buildsRevocationList], [true, true, true]);
    }
    assert.deepEqual([middle.signing, middle.issuer], ['internal', `${on.id}-root`]);
    assert.notEqual(root.commonName, middle.commonName);
    assert.deepEqual((await on.undo(stepsOf(on))).things, []);
    assert.deepEqual(await names(), []);
  });

  it('are the same ones, none twice, wherever a run was killed', async () => {
    for (let lives = 3; lives < 80; lives += 9) {
      on = bench.connection();
      const mortal = new Mortal(lives);
      await on.run(stepsOf(on), mortal, mortal.signal).catch(() => undefined);
      const ran = await on.run(stepsOf(on));
      assert.deepEqual([ran.failure, await names()], [undefined, all()], `killed after ${lives}`);
      assert.deepEqual((await on.undo(stepsOf(on))).things, []);
      assert.deepEqual(await names(), []);
    }
  });

  it('are made once each where every answer is lost once', async () => {
    for (const nth of [1, 3, 5, 7, 9, 11]) {
      bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', nth, times: 1, effect: { kind: 'drop' } });
    }
    const ran = await on.run(stepsOf(on));
    assert.deepEqual([ran.failure, await names()], [undefined, all()]);
    assert.ok(ran.things.slice(1).every((thing) => thing.endsWith(' made')));
    const signatures = bench.peer.writes().filter((write) => write.includes(`${on.id}-root/actions`));
    assert.equal(signatures.length, 1, 'it is signed once');
    await on.undo(stepsOf(on));
  });

  it('have an intermediate signed that a run left unsigned', async () => {
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', path: 'actions', effect: { kind: 'refuse', status: 403, code: 'forbidden', message: 'Not you.' } });
    const { failure } = await on.run(stepsOf(on));
    assert.deepEqual([failure?.why, await names()], ['Not you.', all().slice(0, 2)]);
    bench.peer.sandbox.faults.clear();
    assert.deepEqual([(await on.run(stepsOf(on))).failure, await names()], [undefined, all()]);
    await on.undo(stepsOf(on));
  });

  it('leave what others have signed and issued by them, and say who', async () => {
    await on.run(stepsOf(on));
    const secrets = await held();
    const { id } = await secrets.createPrivateCertificate({ name: 'theirs', template: `${on.id}-people`, commonName: 'mallory', hours: 24 }, never);
    await secrets.createTemplate({ name: 'their-template', authority: `${on.id}-ca`, purposes: ['client'], longestHours: 24, keyType: 'ec', keyBits: 256 }, never);
    await secrets.createIntermediate({ name: 'their-ca', commonName: 'Theirs', hours: 240, keyType: 'ec', keyBits: 256, issuer: `${on.id}-root` }, never);
    const { history } = await on.undo(stepsOf(on));
    const users = ['private-client-template', 'private-intermediate', 'private-root'].map((step) => history.steps[step]?.resources[0]?.usedBy);
    assert.deepEqual(users, ['the certificate theirs', 'the certificate template their-template', 'the certificate authority their-ca']);
    await secrets.deleteCertificate(id, never);
    await secrets.deleteConfiguration('their-template', never);
    await secrets.deleteConfiguration('their-ca', never);
    assert.deepEqual((await on.undo(stepsOf(on))).things, []);
  });

  it('stop at what somebody else made under one of our names', async () => {
    const secrets = await held();
    await secrets.createRoot({ name: `${on.id}-root`, commonName: 'Theirs', hours: 240, keyType: 'ec', keyBits: 256 }, never);
    const { failure } = await on.run(stepsOf(on));
    assert.match(failure?.why ?? '', new RegExp(`Another certificate authority or template named "${on.id}-root" is in the Secrets Manager instance`));
    await on.undo(stepsOf(on));
    assert.deepEqual(await names(), [`${on.id}-root`]);
    await secrets.deleteConfiguration(`${on.id}-root`, never);
  });

  it('stop at an imported certificate of somebody’s under one of our names: an undo that looks for a lost answer knows no more than the name', async () => {
    const secrets = await held();
    const { certificate } = await newAuthority({ name: 'Theirs' });
    await secrets.importCertificate({ name: `${on.id}-server`, material: { certificate } }, never);
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', path: 'secrets$', effect: { kind: 'refuse', status: 500, code: 'x', message: 'Lost.' } });
    const { failure } = await on.run(stepsOf(on));
    bench.peer.sandbox.faults.clear();
    await on.undo(stepsOf(on));
    assert.deepEqual(await names(), [`${on.id}-server`]);
    assert.match(failure?.why ?? '', new RegExp(`Another certificate named "${on.id}-server"`));
  });

  it('stay while a VPN server reads the server’s', async () => {
    const ran = await on.run(stepsOf(on));
    bench.servers = [{ name: 'vpn', certificateCrn: ran.contexts.toLook('root').facts.need(serverCertificateFact).crn, authentication: [] }];
    const { history } = await on.undo(stepsOf(on));
    assert.equal(history.steps['server-certificate']?.resources[0]?.usedBy, 'the VPN server vpn');
    assert.deepEqual(await names(), ['root', 'ca', 'servers', 'server'].map((end) => `${on.id}-${end}`), 'with all that it is renewed and revoked by');
    bench.servers = [];
    assert.deepEqual((await on.undo(stepsOf(on))).things, []);
  });

  it('whose chain comes back incomplete, or names no address of its issuers, are refused before a server is made from them', async () => {
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'GET', path: '/secrets/', effect: { kind: 'omit', fields: ['ca_chain', 'issuing_ca'] } });
    assert.equal((await on.run(stepsOf(on))).failure?.code, 'chain.incomplete');
    await on.undo(stepsOf(on));
    bench.peer.sandbox.faults.clear();
    on = bench.connection();
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', path: 'secrets$', effect: { kind: 'refuse', status: 400, code: 'bad_request', message: 'Not now.' } });
    await on.run(stepsOf(on));
    bench.peer.sandbox.faults.clear();
    const rows = [...bench.peer.sandbox.state.secretsManagers.values()].flatMap(({ authorities }) => authorities);
    Object.assign(rows.find(({ name }) => name === `${on.id}-ca`)?.settings ?? {}, { issuing_certificates_urls_encoded: false });
    const { failure, contexts } = await on.run(stepsOf(on));
    assert.equal(failure?.code, 'chain.no-issuer-url');
    assert.match(failure.next, /Make new authorities with "Encode URL"/);
    assert.equal(contexts.toLook('server-certificate').facts.get(clientAuthorityFact), undefined);
    await on.undo(stepsOf(on));
  });
});
