import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Certificate } from '../../../../src/model/secretsManager';
import { newAuthority } from '../../../../src/certificates/authority';
import { Secret } from '../../../../src/model/secret';
import { serverCertificateFact, clientAuthorityFact, clientIdentityFact } from '../../../../src/setup/steps/vpnCertificateFacts';
import { secretsManagerStep, type SecretsManagerChoice } from '../../../../src/setup/steps/secretsManager';
import { vpnCertificateSteps } from '../../../../src/setup/steps/vpnCertificates';
import type { Step } from '../../../../src/setup/steps/step';
import { identitiesOf } from '../../../../src/setup/vpnIdentities';
import { Mortal } from '../mortal';
import { SecretsBench, type SecretsConnection } from '../secretsBench';
import { never } from '../support';

describe('The certificates of a client VPN, made here', function suite() {
  this.timeout(60_000);
  let bench: SecretsBench;
  let on: SecretsConnection;
  let choice: SecretsManagerChoice;
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

  const stepsOf = (of: SecretsConnection, keepsAuthorityKey = true): readonly Step[] => [
    secretsManagerStep({ choice, resourceGroupId: bench.group }),
    ...vpnCertificateSteps({
      kind: 'made', name: `${of.id}-certificates`, person: 'alice', keepsAuthorityKey, serverName: `${of.id}-server`, authorityName: `${of.id}-clients`,
    }),
  ];
  const held = async () => {
    const instance = (await bench.peer.cloud.secretsManagers.list(never)).find(({ name }) => name === choice.name);
    assert.ok(instance);
    return bench.peer.cloud.secretsManagers.open(instance);
  };
  const certificates = async (): Promise<readonly Certificate[]> => {
    const secrets = await held();
    const listed = await secrets.listCertificates({ search: on.id }, never);
    return await Promise.all(listed.map(({ id }) => secrets.getCertificate(id, never)));
  };
  const kept = () => identitiesOf(bench.peer.vault, on.id);
  const inVault = (): string => [...bench.peer.vault.secrets].filter(([key]) => key.endsWith(on.id)).map(([, secret]) => secret.reveal()).join('');
  const rowOf = async () => {
    const [certificate] = await certificates();
    const row = [...bench.peer.sandbox.state.secretsManagers.values()].flatMap(({ secrets }) => secrets).find(({ id }) => id === certificate?.id);
    assert.ok(row?.versions[0] !== undefined);
    return row.versions[0];
  };

  it('are missing at first', async () => {
    const planned = await on.plan(stepsOf(on));
    assert.deepEqual([...planned.values()].map(({ standing: { kind } }) => kind), ['exists', 'missing', 'missing']);
  });

  it('are one secret, which the server and its clients’ authority are read from, and a person’s identity for the profile', async () => {
    const ran = await on.run(stepsOf(on));
    assert.deepEqual([ran.failure, ran.things], [undefined, [
      'secrets-manager: shared-secrets adopted', `vpn-identities: ${on.id}-certificates made`, `server-certificate: ${on.id}-server made`,
    ]]);
    const { facts } = ran.contexts.toLook('server-certificate');
    const [server, authority, client] = [facts.need(serverCertificateFact), facts.need(clientAuthorityFact), facts.need(clientIdentityFact)];
    assert.equal(server.crn, authority.crn);
    assert.match(server.crn, /:secrets-manager:ca-mon:.*:secret:/);
    assert.ok(Date.parse(server.notAfter) > Date.now() && client.until > new Date());
    const [ca, person] = [new X509Certificate(server.data.chain[0] ?? ''), new X509Certificate(client.certificate)];
    assert.ok(person.verify(ca.publicKey) && ca.verify(ca.publicKey));
    assert.equal(person.subject, 'CN=alice');
    assert.equal(ca.subject, `CN=${on.id} CA`);
  });

  it('keep their keys in the vault alone: in no file, no journal, and none of the authority in Secrets Manager', async () => {
    await on.run(stepsOf(on));
    const journal = (await bench.peer.files()).get(join(bench.peer.folder, `${on.id}.jsonl`));
    assert.match(journal ?? '', /vpn-identities/);
    assert.doesNotMatch(journal ?? '', /PRIVATE KEY/);
    const identities = await kept();
    assert.match(inVault(), /PRIVATE KEY/);
    const authorityKey = identities?.authority.key?.reveal() ?? '';
    assert.match(authorityKey, /BEGIN PRIVATE KEY/);
    assert.ok((await certificates()).every(({ data }) => data.privateKey?.reveal() !== authorityKey));
  });

  it('throw the authority’s key away by choice, which says what that means', async () => {
    const steps = stepsOf(on, false);
    assert.match(steps[1]?.why ?? '', /thrown away.*nobody can be given a further certificate, and none can be revoked/);
    assert.match(stepsOf(on)[1]?.why ?? '', /further people, and the list of those who are shut out/);
    await on.run(steps);
    const identities = await kept();
    assert.equal(identities?.authority.key, undefined);
    assert.equal(inVault().match(/BEGIN PRIVATE KEY/g)?.length, 2, 'the server’s and the person’s');
  });

  it('are the same ones, none twice, wherever a run was killed; an undo then leaves none', async () => {
    for (let lives = 1; ; lives += 1) {
      assert.ok(lives < 60, 'it was never done');
      on = bench.connection();
      const mortal = new Mortal(lives);
      const finished = await on.run(stepsOf(on), mortal, mortal.signal).then(() => !mortal.signal.aborted, () => false);
      if (finished) {
        break;
      }
      const before = await kept();
      const ran = await on.run(stepsOf(on));
      assert.deepEqual([ran.failure, (await certificates()).map(({ name }) => name)], [undefined, [`${on.id}-server`]], `killed after ${lives}`);
      const after = await kept();
      assert.ok(before === undefined || before.authority.certificate === after?.authority.certificate, `another authority after ${lives}`);
      assert.deepEqual(ran.things.slice(1), [`vpn-identities: ${on.id}-certificates made`, `server-certificate: ${on.id}-server made`], `killed after ${lives}`);
      await on.undo(stepsOf(on));
      assert.deepEqual([await certificates(), inVault()], [[], '']);
    }
  });

  it('are not imported twice where the answer is lost', async () => {
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', times: 1, effect: { kind: 'drop' } });
    const ran = await on.run(stepsOf(on));
    assert.deepEqual([ran.failure, ran.things.at(-1), (await certificates()).length], [undefined, `server-certificate: ${on.id}-server made`, 1]);
  });

  it('that were asked for when the run broke off are found and removed by an undo', async () => {
    const abort = new AbortController();
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', effect: { kind: 'drop' } });
    const clock = { now: () => Date.now(), sleep: () => { abort.abort(); return Promise.reject(new DOMException('', 'AbortError')); } };
    await on.run(stepsOf(on), clock, abort.signal);
    bench.peer.sandbox.faults.clear();
    assert.equal((await certificates()).length, 1);
    await on.undo(stepsOf(on));
    assert.deepEqual([await certificates(), inVault()], [[], '']);
  });

  it('whose chain comes back incomplete are refused before a server is made from them: it says what is missing', async () => {
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'GET', effect: { kind: 'omit', fields: ['intermediate', 'ca_chain', 'issuing_ca'] } });
    const { failure, contexts } = await on.run(stepsOf(on));
    assert.equal(failure?.code, 'chain.incomplete');
    assert.match(failure.what, new RegExp(`Could not use the certificate ${on.id}-server as Secrets Manager gives it back`));
    assert.match(failure.why, new RegExp(`${on.id} CA`));
    assert.equal(contexts.toLook('server-certificate').facts.get(clientAuthorityFact), undefined);
    bench.peer.sandbox.faults.clear();
    assert.equal((await on.run(stepsOf(on))).failure, undefined, 'the same secret is good once it is whole');
  });

  it('stop at another certificate of our name, which stays', async () => {
    const other = bench.connection();
    await other.run(stepsOf(other));
    const theirs = await identitiesOf(bench.peer.vault, other.id);
    assert.ok(theirs);
    const { certificate, key } = theirs.server;
    await (await held()).importCertificate({ name: `${on.id}-server`, material: { certificate, intermediate: theirs.server.above, privateKey: key } }, never);
    const { failure, contexts } = await on.run(stepsOf(on));
    assert.match(failure?.why ?? '', new RegExp(`Another certificate named "${on.id}-server"`));
    const step = stepsOf(on).find(({ id }) => id === 'server-certificate');
    await assert.rejects(async () => step?.create(contexts.toChange('server-certificate')), { status: 409 }, 'one that came a moment ago stays too');
    await on.undo(stepsOf(on));
    assert.equal((await certificates()).length, 1);
  });

  it('are refused in the service’s words where it does not take them', async () => {
    bench.peer.sandbox.faults.add({ service: 'secretsManager', method: 'POST', effect: { kind: 'refuse', status: 400, code: 'bad_request', message: 'Unable to parse the certificate.' } });
    const { failure, things } = await on.run(stepsOf(on));
    assert.deepEqual([failure?.why, failure?.code, things.length], ['Unable to parse the certificate.', 'secrets-manager.bad_request', 2]);
  });

  it('stay while a VPN server reads them, and while somebody locked them', async () => {
    const ran = await on.run(stepsOf(on));
    const { crn, id } = ran.contexts.toLook('server-certificate').facts.need(serverCertificateFact);
    const usedBy = async () => (await on.undo(stepsOf(on))).history.steps['server-certificate']?.resources[0]?.usedBy;
    const keys = inVault();
    bench.servers = [{ name: 'their-vpn', certificateCrn: crn, authentication: [] }];
    assert.equal(await usedBy(), 'the VPN server their-vpn');
    bench.servers = [{ name: 'other-vpn', certificateCrn: 'crn:other', authentication: [{ method: 'username' }, { method: 'certificate', authorityCrn: crn }] }];
    assert.equal(await usedBy(), 'the VPN server other-vpn');
    assert.equal(inVault(), keys, 'without them nobody could be let in to it any more');
    bench.servers = [{ name: 'stranger', certificateCrn: 'crn:other', authentication: [] }];
    await (await held()).lock(id, 'audit', 'kept for the auditors', never);
    assert.equal(await usedBy(), 'whoever locked it: audit (kept for the auditors)');
    assert.equal(inVault(), '');
    await (await held()).unlock(id, 'audit', never);
    assert.deepEqual((await on.undo(stepsOf(on))).things, []);
  });

  it('that expired in Secrets Manager are made anew there, unless a VPN server reads them still', async () => {
    await on.run(stepsOf(on));
    const [first] = await certificates();
    Object.assign(await rowOf(), { hasData: false });
    bench.servers = [{ name: 'vpn', certificateCrn: first?.crn ?? '', authentication: [] }];
    const planned = async () => (await on.plan(stepsOf(on))).get('server-certificate')?.standing;
    assert.deepEqual(await planned(), {
      kind: 'blocked', why: `The certificate "${on.id}-server" can no longer be used (its state is destroyed). It is used by the VPN server vpn.`,
      remedy: 'Undo the connection, then run it again: that makes everything of it anew.',
    });
    bench.servers = [];
    const found = await planned();
    assert.match(found?.kind === 'missing' ? found.replaces ?? '' : '', /can no longer be used/);
    const authority = (await kept())?.authority.certificate;
    assert.equal((await on.run(stepsOf(on))).failure, undefined);
    const [second, ...more] = await certificates();
    assert.deepEqual([second?.state, more.length, second?.data.certificate], ['active', 0, first?.data.certificate]);
    assert.equal((await kept())?.authority.certificate, authority);
  });

  it('are said to replace those whose keys this machine lost', async () => {
    await on.run(stepsOf(on));
    const [first] = await certificates();
    bench.peer.vault.secrets.delete(`vpn-identities/${on.id}`);
    const planned = await on.plan(stepsOf(on));
    const replaces = [...planned.values()].map(({ standing }) => standing.kind === 'missing' ? standing.replaces : undefined);
    assert.match(replaces[1] ?? '', /whose keys are no longer kept on this machine: whoever has a certificate of it needs a new one/);
    assert.match(replaces[2] ?? '', new RegExp(`the certificate ${on.id}-server, which does not fit what this machine keeps`));
    const ran = await on.run(stepsOf(on));
    const [second, ...more] = await certificates();
    assert.deepEqual([ran.failure, more.length], [undefined, 0]);
    assert.notEqual(second?.id, first?.id);
    assert.deepEqual((await on.undo(stepsOf(on))).things, []);
    assert.deepEqual(await certificates(), []);
  });

  it('that ended are not used: new ones for everybody are needed', async () => {
    await on.run(stepsOf(on));
    const text = inVault();
    const old = newAuthority({ name: 'old', days: 1, now: new Date('2020-01-01') });
    bench.peer.vault.secrets.set(`vpn-identities/${on.id}`, new Secret(JSON.stringify({ ...JSON.parse(text) as object, authority: { certificate: (await old).certificate, above: '' } })));
    const planned = await on.plan(stepsOf(on));
    assert.deepEqual(planned.get('vpn-identities')?.standing, {
      kind: 'blocked', why: 'The certificate of the authority ended on 2020-01-02.', remedy: 'Undo the connection, then run it again with new certificates.',
    });
  });

  it('of which the vault has something else are never guessed at', async () => {
    bench.peer.vault.secrets.set(`vpn-identities/${on.id}`, new Secret('{"origin":"made"}'));
    const { failure } = await on.run(stepsOf(on));
    assert.equal(failure?.code, 'secrets.damaged');
  });
});
