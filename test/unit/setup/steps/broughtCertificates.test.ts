import assert from 'node:assert/strict';
import { newAuthority } from '../../../../src/certificates/authority';
import type { Authority, Identity } from '../../../../src/certificates/identity';
import { issueClient, issueServer } from '../../../../src/certificates/issue';
import { judge, type CertificateSet } from '../../../../src/certificates/judge';
import type { Purpose } from '../../../../src/certificates/finding';
import { clientAuthorityFact, clientIdentityFact, serverCertificateFact } from '../../../../src/setup/steps/vpnCertificateFacts';
import { secretsManagerStep, type SecretsManagerChoice } from '../../../../src/setup/steps/secretsManager';
import { vpnCertificateSteps } from '../../../../src/setup/steps/vpnCertificates';
import type { Step } from '../../../../src/setup/steps/step';
import { asBrought, identitiesOf, keepIdentities } from '../../../../src/setup/vpnIdentities';
import { authorityExtensions, Openssl, serverExtensions, skipWithoutOpenssl } from '../../certificates/openssl';
import { SecretsBench, type SecretsConnection } from '../secretsBench';

describe('The certificates of a client VPN that a person brought', function suite() {
  this.timeout(60_000);
  let bench: SecretsBench;
  let on: SecretsConnection;
  let choice: SecretsManagerChoice;
  let [one, other]: Authority[] = [];
  before(async () => {
    bench = await SecretsBench.start();
    choice = { ...await bench.instance('shared-secrets'), kind: 'existing' };
    [one, other] = await Promise.all([newAuthority({ name: 'One' }), newAuthority({ name: 'Other' })]);
  });
  after(() => bench.peer.stop());
  beforeEach(() => { on = bench.connection(); });

  const steps = (): readonly Step[] => [
    secretsManagerStep({ choice, resourceGroupId: bench.group }),
    ...vpnCertificateSteps({ kind: 'brought', name: `${on.id}-certificates`, serverName: `${on.id}-server`, authorityName: `${on.id}-clients` }),
  ];
  const setOf = async (purpose: Purpose, ...pem: readonly string[]): Promise<CertificateSet> => {
    const judged = await judge(pem.map((text, index) => ({ name: `${index}.pem`, bytes: Buffer.from(text) })), purpose);
    assert.ok(judged.kind === 'usable', JSON.stringify(judged));
    return judged.set;
  };
  const files = ({ chain, key }: Identity): readonly string[] => [chain, key.reveal()];

  async function bring(server: Authority, clients: Authority, client?: Authority): Promise<void> {
    await keepIdentities(bench.peer.vault, on.id, asBrought({
      server: await setOf('server', ...files(await issueServer(server, { name: 'vpn.example' }))), authority: await setOf('authority', clients.certificate),
      client: client === undefined ? undefined : await setOf('client', ...files(await issueClient(client, { name: 'bob' }))),
    }));
  }
  const given = (authority: Authority | undefined): Authority => authority ?? assert.fail('it was not made');

  it('are one secret where one authority signed for the server and for people', async () => {
    await bring(given(one), given(one), given(one));
    const planned = await on.plan(steps());
    assert.deepEqual([...planned.values()].map(({ standing: { kind } }) => kind), ['exists', 'missing', 'missing', 'not-needed']);
    const ran = await on.run(steps());
    assert.deepEqual([ran.failure, ran.things.slice(1)], [undefined, [`vpn-identities: ${on.id}-certificates made`, `server-certificate: ${on.id}-server made`]]);
    assert.match(ran.history.steps['client-authority']?.ready?.detail ?? '', /the same authority signed the server’s certificate/);
    const { facts } = ran.contexts.toLook('server-certificate');
    assert.equal(facts.get(serverCertificateFact)?.crn, facts.get(clientAuthorityFact)?.crn);
    assert.ok(facts.get(clientIdentityFact));
    assert.deepEqual((await on.run(steps())).things, ran.things);
    assert.deepEqual((await on.undo(steps())).things, []);
    assert.equal(bench.peer.vault.secrets.size, 0, 'their keys go with the undo');
  });

  it('are two where another authority signs for people: it is uploaded without a key', async () => {
    await bring(given(one), given(other));
    const ran = await on.run(steps());
    assert.deepEqual([ran.failure, ran.things.at(-1)], [undefined, `client-authority: ${on.id}-clients made`]);
    const { facts } = ran.contexts.toLook('client-authority');
    const authority = facts.need(clientAuthorityFact);
    assert.notEqual(authority.crn, facts.need(serverCertificateFact).crn);
    assert.equal(authority.data.privateKey, undefined);
    assert.equal(facts.get(clientIdentityFact), undefined, 'none was brought');
    assert.deepEqual((await on.undo(steps())).things, []);
  });

  it('are refused where the person’s certificate is of another authority than the server will know people by', async () => {
    await bring(given(one), given(other), given(one));
    const { failure } = await on.run(steps());
    assert.equal(failure?.code, 'chain.not-trusted');
    assert.match(failure.why, /One, which is not among the authorities that the other side trusts/);
    await on.undo(steps());
    await bring(given(one), given(one), given(other));
    assert.equal((await on.run(steps())).failure?.code, 'chain.not-trusted');
    await on.undo(steps());
  });

  it('are two where the server’s chain has another authority above: nobody whom that one signed for is let in', async function below() {
    skipWithoutOpenssl.call(this);
    const openssl = new Openssl();
    openssl.make('root', { extensions: authorityExtensions });
    openssl.make('middle', { by: 'root', extensions: authorityExtensions });
    openssl.make('server', { by: 'middle', extensions: serverExtensions });
    const [root, middle, server, key] = ['root.pem', 'middle.pem', 'server.pem', 'server.key'].map((name) => openssl.read(name).toString());
    openssl.remove();
    assert.ok(root !== undefined && middle !== undefined && server !== undefined && key !== undefined);
    await keepIdentities(bench.peer.vault, on.id, asBrought({
      server: await setOf('server', server, middle, root, key), authority: await setOf('authority', middle, root),
    }));
    const planned = await on.plan(steps());
    assert.equal(planned.get('client-authority')?.standing.kind, 'missing');
    assert.deepEqual((await on.run(steps())).things.slice(2), [`server-certificate: ${on.id}-server made`, `client-authority: ${on.id}-clients made`]);
    await on.undo(steps());
  });

  it('stay where the choice changes to others that are made here, and are there when it changes back', async () => {
    await bring(given(one), given(one));
    const made = vpnCertificateSteps({
      kind: 'made', name: `${on.id}-certificates`, person: 'alice', keepsAuthorityKey: true, serverName: `${on.id}-server`, authorityName: `${on.id}-clients`,
    });
    const steps = [secretsManagerStep({ choice, resourceGroupId: bench.group }), ...made];
    assert.equal((await on.run(steps)).failure, undefined);
    const kept = (origin: 'made' | 'brought') => identitiesOf(bench.peer.vault, on.id, origin);
    assert.deepEqual([(await kept('made'))?.origin, (await kept('brought'))?.origin], ['made', 'brought']);
    assert.notEqual((await kept('made'))?.server.certificate, (await kept('brought'))?.server.certificate);
    await on.undo(steps);
    assert.equal(bench.peer.vault.secrets.size, 0);
  });

  it('are asked for again where this machine does not keep them', async () => {
    const found = (await on.plan(steps())).get('vpn-identities')?.standing;
    assert.deepEqual(found, {
      kind: 'blocked', why: 'The certificates that were brought are not kept on this machine.', remedy: 'Start a new connection, and bring the files again.',
    });
  });
});
