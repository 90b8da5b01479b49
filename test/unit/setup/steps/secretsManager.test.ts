import assert from 'node:assert/strict';
import type { SecretsManagerInstance } from '../../../../src/model/secretsManager';
import { anotherThanTrial } from '../../../../src/setup/makers/secretsManager';
import { secretsManagerFact, secretsManagerStep, type SecretsManagerChoice } from '../../../../src/setup/steps/secretsManager';
import type { Step } from '../../../../src/setup/steps/step';
import { serverCertificateFact } from '../../../../src/setup/steps/vpnCertificateFacts';
import { vpnCertificateSteps } from '../../../../src/setup/steps/vpnCertificates';
import { SecretsBench, type SecretsConnection } from '../secretsBench';
import { never } from '../support';

describe('The step of a Secrets Manager instance', function suite() {
  this.timeout(60_000);
  let bench: SecretsBench;
  let on: SecretsConnection;
  before(async () => { bench = await SecretsBench.start(); });
  after(() => bench.peer.stop());
  beforeEach(() => { on = bench.connection(); });
  afterEach(() => {
    bench.peer.sandbox.faults.clear();
    bench.servers = [];
  });

  const stepOf = (choice: SecretsManagerChoice): readonly Step[] => [secretsManagerStep({ choice, resourceGroupId: bench.group })];
  const chosen = ({ crn, name }: Pick<SecretsManagerInstance, 'crn' | 'name'>): readonly Step[] => stepOf({ kind: 'existing', crn, name });
  const standing = async (steps: readonly Step[]) => (await on.plan(steps)).get('secrets-manager')?.standing;
  const named = async (name: string): Promise<readonly SecretsManagerInstance[]> =>
    (await bench.peer.cloud.secretsManagers.list(never)).filter((instance) => instance.name === name);

  it('says what Standard and Trial mean in money and days, and that the VPN stops when a Trial ends', () => {
    const [standard, trial, existing] = [on.newInstance(), on.newInstance('trial'), { kind: 'existing', crn: 'c', name: 'n' } as const].map((choice) => stepOf(choice)[0]?.why ?? '');
    assert.match(standard ?? '', /a price a month for the instance, and one for each secret/);
    assert.match(trial ?? '', /costs nothing and ends after 30 days.*the VPN stops for everybody.*An account has one Trial/);
    assert.match(existing ?? '', /each secret in it has a price a month/);
  });

  it('is missing at first, with the catalogue’s price for Standard and none for a Trial', async () => {
    const standard = (await on.plan(stepOf(on.newInstance()))).get('secrets-manager');
    assert.deepEqual(standard?.standing, { kind: 'missing', detail: 'Standard' });
    assert.ok(standard.cost.kind === 'priced' && standard.cost.monthly > 0);
    assert.deepEqual(await on.plan(stepOf(on.newInstance('trial'))), new Map([['secrets-manager', { standing: { kind: 'missing', detail: 'Trial, 30 days' }, cost: { kind: 'none' } }]]));
  });

  it('makes one that this machine gets to, and is ready when it answers at its own address; another run finds it', async () => {
    const steps = stepOf(on.newInstance());
    const ran = await on.run(steps);
    assert.equal(ran.failure, undefined);
    assert.deepEqual(ran.things, [`secrets-manager: ${on.id}-secrets made`]);
    const [instance] = await named(`${on.id}-secrets`);
    assert.deepEqual([instance?.access, instance?.plan, instance?.region, instance?.resourceGroupId], ['public', 'standard', 'ca-mon', bench.group]);
    assert.equal(ran.contexts.toLook('secrets-manager').facts.get(secretsManagerFact)?.answers, true);
    assert.equal((await standing(steps))?.kind, 'exists');
    assert.deepEqual((await on.run(steps)).things, ran.things);
    assert.equal((await named(`${on.id}-secrets`)).length, 1);
    assert.equal((await on.undo(steps)).failure, undefined);
    assert.deepEqual((await named(`${on.id}-secrets`)).map(({ state }) => state), ['pending_reclamation']);
  });

  for (const done of [true, false]) {
    it(`makes one alone where the answer of the first request is lost, and it was ${done ? '' : 'not '}done`, async () => {
      bench.peer.sandbox.faults.add({
        service: 'resourceController', method: 'POST', path: 'resource_instances', times: 1,
        effect: done ? { kind: 'drop' } : { kind: 'status', status: 504 },
      });
      const ran = await on.run(stepOf(on.newInstance()));
      assert.equal(ran.failure, undefined);
      assert.deepEqual(ran.things, [`secrets-manager: ${on.id}-secrets made`]);
      assert.equal((await named(`${on.id}-secrets`)).length, 1);
      await on.undo(stepOf(on.newInstance()));
    });
  }

  it('adopts a chosen one, and an undo leaves it', async () => {
    const instance = await bench.instance('theirs');
    const ran = await on.run(chosen(instance));
    assert.deepEqual([ran.failure, ran.things], [undefined, ['secrets-manager: theirs adopted']]);
    await on.undo(chosen(instance));
    assert.deepEqual((await named('theirs')).map(({ state }) => state), ['active']);
  });

  it('explains a chosen one that has only a private endpoint, before anything is made: what to do from here', async () => {
    const instance = await bench.instance('walled');
    const row = bench.peer.sandbox.state.instances.get(instance.guid);
    assert.ok(row !== undefined);
    Object.assign(row, { parameters: { 'service-endpoints': 'private' } });
    const found = await standing(chosen(instance));
    assert.ok(found?.kind === 'blocked');
    assert.match(found.why, /^"walled" has only a private endpoint/);
    assert.match(found.remedy, /service-instance-update "walled" .*public-and-private.*machine inside the private network/);
    // What a shell would read otherwise stands in no command.
    Object.assign(row, { name: 'walled" $(reboot)' });
    const odd = await standing(chosen(instance));
    assert.ok(odd?.kind === 'blocked');
    assert.doesNotMatch(odd.remedy, /reboot/);
    assert.ok(odd.remedy.includes(`service-instance-update "${instance.crn}"`));
    Object.assign(row, { name: 'walled' });
    // Its document does not tell, so it is asked.
    Object.assign(row, { parameters: {} });
    const asked = await standing(chosen(instance));
    assert.match(asked?.kind === 'blocked' ? asked.why : '', /^"walled" does not answer at its public address/);
  });

  it('does not take one that is gone, deleted, in another region or of somebody else’s with our name', async () => {
    const gone = { kind: 'blocked', why: 'The chosen Secrets Manager instance is not there any more.', remedy: 'Choose another instance, or let a new one be made.' };
    assert.deepEqual(await standing(chosen({ crn: 'crn:none', name: 'none' })), gone);
    const { crn } = await bench.instance('leaving');
    await bench.peer.cloud.secretsManagers.delete(crn, never);
    assert.deepEqual(await standing(chosen({ crn, name: 'leaving' })), gone);
    const far = await bench.peer.cloud.secretsManagers.create({ name: 'far', region: 'eu-de', resourceGroupId: bench.group, plan: 'standard' }, never);
    assert.deepEqual(await standing(chosen(far)), {
      kind: 'blocked', why: '"far" is in eu-de, and the VPN server will be in ca-mon.', remedy: 'Choose an instance of that region, or let a new one be made.',
    });
    await bench.instance(`${on.id}-secrets`);
    assert.deepEqual(await standing(stepOf(on.newInstance())), {
      kind: 'blocked', why: `A Secrets Manager instance named "${on.id}-secrets" exists already in ca-mon.`,
      remedy: 'Choose it as the existing instance, or start a new connection.',
    });
  });

  it('refuses a second Trial before anything is made, also while a deleted one waits for its reclamation', async () => {
    const { crn } = await bench.instance('first', 'trial');
    assert.deepEqual(await standing(stepOf(on.newInstance('trial'))), {
      kind: 'blocked', why: 'The account’s one Trial is used: "first" in ca-mon.', remedy: anotherThanTrial,
    });
    const found = await standing(chosen({ crn, name: 'first' }));
    assert.match(found?.kind === 'exists' ? found.detail ?? '' : '', /^a Trial: the VPN stops when it ends, on \d{4}-\d\d-\d\d$/);
    await bench.peer.cloud.secretsManagers.delete(crn, never);
    const deleted = await standing(stepOf(on.newInstance('trial')));
    assert.ok(deleted?.kind === 'blocked');
    assert.match(deleted.why, /"first" was deleted, and counts until its reclamation is done/);
    assert.equal((await standing(stepOf(on.newInstance())))?.kind, 'missing', 'a Standard one may be made');
    const [reclamation] = await bench.peer.cloud.secretsManagers.listReclamations(never).then((all) => all.filter(({ instanceCrn }) => instanceCrn === crn));
    await bench.peer.cloud.secretsManagers.reclaim(reclamation?.id ?? '', never);
  });

  it('undoes a Trial for good: another one can be made at once', async () => {
    const steps = stepOf(on.newInstance('trial'));
    const ran = await on.run(steps);
    assert.equal(ran.failure, undefined);
    assert.match(ran.history.steps['secrets-manager']?.ready?.detail ?? '', /^a Trial: the VPN stops when it ends, on /);
    assert.equal((await on.undo(steps)).failure, undefined);
    assert.deepEqual(await named(`${on.id}-secrets`), []);
    assert.equal((await standing(steps))?.kind, 'missing');
  });

  it('ends a Trial’s reclamation by the next undo where the first one broke off before it', async () => {
    const steps = stepOf(on.newInstance('trial'));
    await on.run(steps);
    bench.peer.sandbox.faults.add({ service: 'resourceController', path: 'reclamations', effect: { kind: 'refuse', status: 403, code: 'no', message: 'Not you.' } });
    const first = await on.undo(steps);
    assert.match(first.failure?.why ?? '', /Not you/);
    assert.deepEqual(first.things, [`secrets-manager: ${on.id}-secrets made`]);
    bench.peer.sandbox.faults.clear();
    assert.deepEqual((await on.undo(steps)).things, []);
    assert.deepEqual(await named(`${on.id}-secrets`), []);
  });

  it('passes the cloud’s refusal of a Trial on in its own words, with what to do', async () => {
    const message = 'You can have only one Trial instance in your account.';
    bench.peer.sandbox.faults.add({ service: 'resourceController', method: 'POST', effect: { kind: 'refuse', status: 400, code: 'RC-ServiceBrokerErrorResponse', message } });
    const { failure } = await on.run(stepOf(on.newInstance('trial')));
    assert.deepEqual([failure?.why, failure?.next], [message, anotherThanTrial]);
    const other = (await bench.connection().run(stepOf(on.newInstance()))).failure;
    assert.notEqual(other?.next, anotherThanTrial, 'of Standard it says nothing');
  });

  it('is left where someone else keeps something in it, whatever that is', async () => {
    const steps = stepOf(on.newInstance());
    const ran = await on.run(steps);
    const instance = ran.contexts.toLook('secrets-manager').facts.need(secretsManagerFact);
    const held = bench.peer.cloud.secretsManagers.open(instance);
    await held.createRoot({ name: 'their-root', commonName: 'Theirs', hours: 1_000, keyType: 'ec', keyBits: 256 }, never);
    const kept = await on.undo(steps);
    assert.equal(kept.history.steps['secrets-manager']?.resources[0]?.usedBy, 'the certificate authority or template their-root in it');
    await held.deleteConfiguration('their-root', never);
    assert.deepEqual((await on.undo(steps)).things, []);
  });

  it('is left with a certificate of ours that a VPN server still reads', async () => {
    const steps = [
      ...stepOf(on.newInstance()),
      ...vpnCertificateSteps({
        kind: 'made', name: `${on.id}-certificates`, person: 'alice', keepsAuthorityKey: true, serverName: `${on.id}-server`, authorityName: `${on.id}-clients`,
      }),
    ];
    const ran = await on.run(steps);
    bench.servers = [{ name: 'vpn', certificateCrn: ran.contexts.toLook('server-certificate').facts.need(serverCertificateFact).crn, authentication: [] }];
    const kept = await on.undo(steps);
    assert.equal(kept.history.steps['secrets-manager']?.resources[0]?.usedBy, `the secret ${on.id}-server in it`);
    assert.deepEqual((await named(`${on.id}-secrets`)).map(({ state }) => state), ['active']);
    bench.servers = [];
    assert.deepEqual((await on.undo(steps)).things, []);
  });

  it('is not deleted while it does not say what it holds', async () => {
    const steps = stepOf(on.newInstance());
    await on.run(steps);
    bench.peer.sandbox.faults.add({ service: 'secretsManager', effect: { kind: 'refuse', status: 404, code: 'not_found', message: 'Nothing here.' } });
    const kept = await on.undo(steps);
    assert.deepEqual([kept.failure?.code, kept.things], ['secrets-manager.silent', [`secrets-manager: ${on.id}-secrets made`]]);
    assert.deepEqual((await named(`${on.id}-secrets`)).map(({ state }) => state), ['active']);
    bench.peer.sandbox.faults.clear();
    await on.undo(steps);
  });
});
