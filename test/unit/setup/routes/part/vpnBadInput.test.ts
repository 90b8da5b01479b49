import assert from 'node:assert/strict';
import { newAuthority } from '../../../../../src/certificates/authority';
import { issueClient } from '../../../../../src/certificates/issue';
import type { PartChoices, PartOf } from '../../../../../src/setup/routes/part/choices';
import { never } from '../../support';
import { PartPeer } from './partPeer';
import { secretsManager, standingServer, vpnServer } from './vpnCases';

const id = 'mine-pc-1a2b';

describe('A part of a client VPN that cannot be made as it was chosen', function () {
  this.timeout(120_000);
  let bench: PartPeer;
  before(async () => {
    bench = await PartPeer.start();
    await standingServer(bench);
  });
  after(() => bench.stop());
  afterEach(async () => {
    const setup = bench.peer.setup();
    await setup.load();
    await setup.forget(id).catch(() => undefined);
  });

  /** Why the plan is blocked, and what to do; nothing is made by it. */
  async function refused(choices: PartChoices): Promise<string> {
    const before = await bench.everything();
    const plan = await bench.peer.setup().plan(await bench.part(id, choices), never);
    assert.deepEqual(await bench.everything(), before);
    return plan.steps.filter(({ state }) => state === 'blocked').map(({ detail }) => detail).join(' ') || plan.steps.map((step) => [step.id, step.state, step.detail].join(' ')).join(', ');
  }

  const server = async (more: Partial<PartOf<'vpn-server'>>): Promise<PartChoices> => ({ ...await vpnServer(bench), clientPool: '172.28.0.0/22', ...more });
  const route = async (destination: string, action: PartOf<'vpn-route'>['action']): Promise<PartChoices> => {
    const office = await standingServer(bench);
    return { part: 'vpn-route', name: office.name, server: office, destination, action };
  };
  const imported = async (name: string, material: { certificate: string; intermediate?: string; privateKey?: Awaited<ReturnType<typeof issueClient>>['key'] }) => {
    const held = bench.peer.cloud.secretsManagers.open(await secretsManager(bench));
    const made = await held.importCertificate({ name, material }, never);
    return { id: made.id, name, crn: made.crn };
  };

  it('is no VPN server whose certificate is a person’s, lacks its authority or its key, or is gone', async () => {
    const authority = await newAuthority({ name: 'Some CA' });
    const person = await issueClient(authority, { name: 'anna' });
    const [theirs, alone, keyless] = [
      await imported('theirs', { certificate: person.certificate, intermediate: authority.certificate, privateKey: person.key }),
      await imported('alone', { certificate: person.certificate, privateKey: person.key }),
      await imported('keyless', { certificate: authority.certificate }),
    ];
    assert.match(await refused(await server({ certificate: theirs, authority: theirs })), /Could not use the certificate theirs.*server/);
    assert.match(await refused(await server({ certificate: alone, authority: alone })), /Could not use the certificate alone.*Some CA/);
    assert.match(await refused(await server({ certificate: keyless, authority: keyless })), /imported without its private key.*import this one with its key/);
    assert.match(await refused(await server({ certificate: { ...theirs, id: '00000000-0000-4000-8000-000000000000' } })), /is not in the Secrets Manager instance any more/);
  });

  it('may know people by an authority alone, by one behind a certificate, and by none that signs nobody', async () => {
    const authority = await newAuthority({ name: 'People CA' });
    const person = await issueClient(authority, { name: 'bert' });
    const [own, behind, none] = [
      await imported('own', { certificate: authority.certificate }),
      await imported('behind', { certificate: person.certificate, intermediate: authority.certificate, privateKey: person.key }),
      await imported('none', { certificate: person.certificate, privateKey: person.key }),
    ];
    for (const usable of [own, behind]) {
      assert.match(await refused(await server({ authority: usable })), /client-authority exists/);
    }
    assert.match(await refused(await server({ authority: none })), /Could not use the certificate none/);
  });

  it('is no VPN server of a name or a pool that is taken, in a subnet without room, or open to strangers', async () => {
    assert.match(await refused(await server({ name: 'office' })), /A VPN server named "office" exists already in this VPC/);
    assert.match(await refused(await server({ clientPool: '172.20.0.0/22' })), /overlaps 172\.20\.0\.0\/22, the client pool of the VPN server office/);
    const subnet = await bench.subnetNamed('payments-app-1');
    const gone = { kind: 'existing' as const, id: 'gone', name: 'gone' };
    assert.match(await refused(await server({ places: [{ zone: 'ca-mon-1', subnet: gone }] })), /The subnet "gone" is not there any more.*Choose another subnet/);
    assert.match(await refused(await server({ places: [{ zone: 'ca-mon-1', subnet: { kind: 'existing', ...subnet } }] })), /subnet-ca-mon-1 exists/);
    const setup = bench.peer.setup();
    await setup.plan(await bench.part(id, await server({ guard: { kind: 'new', dialledFrom: '0.0.0.0/0' } })), never);
    await assert.rejects(setup.run(id, never), { code: 'setup.open-to-internet' });
  });

  it('is no route that the server has otherwise, that takes the place of the default one, or on a server that is gone', async () => {
    await bench.made(await bench.part('first-pc-1a2b', await route('10.50.0.0/24', 'deliver')));
    assert.match(await refused(await route('10.50.0.0/24', 'translate')), /with the action "deliver" instead of "translate".*Delete that route/);
    assert.match(await refused(await route('0.0.0.0/0', 'translate')), /take the place of the clients’ own default route/);
    const gone = { id: 'gone', name: 'gone' };
    assert.match(await refused({ part: 'vpn-route', name: 'gone', server: gone, destination: '10.51.0.0/24', action: 'drop' }), /The VPN server "gone" is not there any more/);
  });

  it('opens no second way out where a rule lets the server out already, and none for what is dropped', async () => {
    assert.match(await refused(await route('161.26.1.0/24', 'drop')), /^(?!.*way-out)/);
    await bench.made(await bench.part('wide-pc-1a2b', await route('10.60.0.0/16', 'translate')));
    assert.match(await refused(await route('10.60.4.0/24', 'translate')), /way-out exists [^,]*rules that are there let it out/);
  });

  it('is no way back for a subnet that is gone', async () => {
    const vpc = await bench.vpcNamed('payments-vpc');
    const { resourceGroupId } = bench;
    assert.match(
      await refused({ part: 'vpn-ways-back', name: vpc.name, vpc, resourceGroupId, subnets: [{ id: 'gone', name: 'gone' }] }), /The subnet "gone" is not there any more/,
    );
  });

  it('may be an authorization of an instance that nobody gets to from here: nothing is asked of it', async () => {
    const keeper = await secretsManager(bench);
    const row = bench.peer.sandbox.state.instances.get(keeper.guid) ?? assert.fail('it is not there');
    const { parameters } = row;
    Object.assign(row, { parameters: { 'service-endpoints': 'private' } });
    const choices: PartChoices = { part: 'vpn-authorization', name: 'keeper', secretsManager: keeper, resourceGroupId: bench.resourceGroupId };
    assert.doesNotMatch(await refused(choices), /private endpoint/);
    await bench.made(await bench.part('walled-pc-1a2b', choices));
    await bench.undone('walled-pc-1a2b');
    Object.assign(row, { parameters });
  });

  it('is no second Trial, and nothing in an instance that is gone', async () => {
    const { resourceGroupId } = bench;
    await bench.made(await bench.part('trial-pc-1a2b', { part: 'secrets-manager', name: 'first', plan: 'trial', resourceGroupId }));
    assert.match(await refused({ part: 'secrets-manager', name: 'second', plan: 'trial', resourceGroupId }), /The account’s one Trial is used: "first" in ca-mon/);
    const gone = { crn: (await secretsManager(bench)).crn.replace(/[0-9a-f]{12}::$/, '000000000000::'), name: 'gone' };
    assert.match(await refused({ part: 'vpn-authorization', name: 'gone', secretsManager: gone, resourceGroupId }), /The chosen Secrets Manager instance is not there any more/);
  });
});
