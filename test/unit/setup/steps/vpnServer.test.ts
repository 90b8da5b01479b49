import assert from 'node:assert/strict';
import type { VpcService } from '../../../../src/cloud/vpcService';
import type { SecurityGroup, Subnet } from '../../../../src/model/landscape';
import type { VpnServer } from '../../../../src/model/vpnServer';
import type { RunContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { vpnServerFact, vpnServerStep, type VpnServerStep } from '../../../../src/setup/steps/vpnServer';
import { absent, scripted, type Scripted } from '../scripted';
import { groupOf, prefixOf, subnetOf, vpcOf, vpnServerOf } from '../things';

const [one, two, group] = [new Fact<Subnet>('One'), new Fact<Subnet>('Two'), new Fact<SecurityGroup>('The group')];
const options = {
  clientPool: '172.20.0.0/22', dnsServers: ['161.26.0.7'], idleTimeout: 0, splitTunnel: true, protocol: 'udp', port: 443, resourceGroupId: 'r',
} as const;
const parts: VpnServerStep = {
  choice: { kind: 'new', name: 'orders-vpn' }, why: 'Clients dial it.', options, methods: ['certificate', 'username'], subnets: [one, two], group,
  certificateCrn: () => 'crn:server', authorityCrn: () => 'crn:clients',
};
const step = vpnServerStep(parts);
const mine = vpnServerOf('n1', { name: 'orders-vpn' });
const found = { kind: 'vpn-server', id: 'n1', name: 'orders-vpn', crn: 'crn:n1', address: mine.hostname };
const toMake = { kind: 'missing', detail: '172.20.0.0/22 · UDP 443 · split tunnel · certificate + user and passcode · disconnects nobody for being idle' };

function account(servers: readonly VpnServer[], more: Partial<RunContext> = {}, vpc: Partial<VpcService> = {}): Scripted {
  const run = scripted({ listVpnServers: () => Promise.resolve(servers), listAddressPrefixes: () => Promise.resolve([prefixOf('10.0.0.0/16')]), ...vpc }, more);
  run.context.facts.set(vpcFact, vpcOf('v'));
  return run;
}
const recorded = (id: string): Partial<RunContext> => ({ recorded: () => ({ kind: 'vpn-server', id, name: 'orders-vpn', origin: 'made' }) });

describe('The step of a VPN server', () => {
  it('is named after it', () => {
    assert.deepEqual([step.id, step.title, step.why], ['vpn-server', 'VPN server orders-vpn', 'Clients dial it.']);
  });

  it('has one to make, in a VPC that is still to be made too', async () => {
    assert.deepEqual(await step.find(account([]).context), toMake);
    assert.deepEqual(await step.find(scripted({}).context), toMake);
    const full = vpnServerStep({ ...parts, options: { ...options, splitTunnel: false, protocol: 'tcp', port: 8443, idleTimeout: 600 }, methods: ['username'] });
    assert.deepEqual(await full.find(account([]).context), { kind: 'missing', detail: '172.20.0.0/22 · TCP 8443 · full tunnel · user and passcode · disconnects whoever is idle for 10 min' });
  });

  it('goes on with the one that it made, whatever it is called now, and leaves it in the facts', async () => {
    const renamed = vpnServerOf('n1');
    const { context, deeds } = account([vpnServerOf('n0'), renamed], recorded('n1'));
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: { ...found, name: 'n1-name' }, detail: '172.20.0.0/22' });
    assert.equal(context.facts.get(vpnServerFact), renamed);
    assert.deepEqual(deeds[0], ['listVpnServers', { vpcId: 'v' }]);
  });

  it('goes on with one that a lost answer left', async () => {
    const { context } = account([mine], { lost: () => ({ kind: 'vpn-server', name: 'orders-vpn' }) });
    assert.deepEqual(await step.find(context), { kind: 'exists', resource: found, detail: '172.20.0.0/22' });
  });

  it('does not use one of its name unasked that it did not make', async () => {
    const { context } = account([mine]);
    assert.deepEqual(await step.find(context), {
      kind: 'blocked', why: 'A VPN server named "orders-vpn" exists already in this VPC.',
      remedy: 'Choose it as the existing VPN server, or give the new one another name.',
    });
    assert.equal(context.facts.get(vpnServerFact), undefined);
  });

  it('is blocked where something of the VPC has addresses of the pool', async () => {
    for (const [servers, prefixes, taken] of [
      [[], ['172.20.2.0/24'], '172.20.2.0/24, an address prefix of the VPC v-name'],
      [[vpnServerOf('n2', { clientPool: '172.16.0.0/12' })], ['10.0.0.0/16'], '172.16.0.0/12, the client pool of the VPN server n2-name'],
    ] as const) {
      const { context } = account(servers, {}, { listAddressPrefixes: () => Promise.resolve(prefixes.map((cidr) => prefixOf(cidr))) });
      assert.deepEqual(await step.find(context), {
        kind: 'blocked', why: `172.20.0.0/22 overlaps ${taken}.`, remedy: 'Choose another pool of addresses for the clients.',
      });
    }
  });

  it('makes one that failed anew, which keeps its name and pool until it is gone', async () => {
    const failed = vpnServerOf('n1', { name: 'orders-vpn', lifecycleState: 'failed' });
    const { context, deeds } = account([failed], recorded('n1'), {
      deleteVpnServer: () => Promise.resolve(), getVpnServer: absent, createVpnServer: () => Promise.resolve(mine),
    });
    assert.deepEqual(await step.find(context), toMake);
    [one, two].forEach((fact, at) => context.facts.set(fact, subnetOf(`s${at}`)));
    context.facts.set(group, groupOf('g'));
    await step.create(context);
    const names = deeds.map(([name]) => name);
    assert.ok(names.indexOf('deleteVpnServer') < names.indexOf('createVpnServer') && names.includes('deleteVpnServer'), names.join());
    assert.equal(context.facts.get(vpnServerFact), mine);
  });

  it('deletes none that failed and was there before', async () => {
    const { context, deeds } = account([], { recorded: () => ({ kind: 'vpn-server', id: 'n1', name: 'theirs', origin: 'adopted' }) }, {
      createVpnServer: () => Promise.resolve(mine),
    });
    [one, two].forEach((fact, at) => context.facts.set(fact, subnetOf(`s${at}`)));
    context.facts.set(group, groupOf('g'));
    await step.create(context);
    assert.ok(!deeds.some(([name]) => name === 'deleteVpnServer'));
    assert.equal(context.facts.get(vpnServerFact), mine);
  });

  it('asks for one with what the steps before it left', async () => {
    const { context, deeds } = account([], {}, { createVpnServer: () => Promise.resolve(mine) });
    [one, two].forEach((fact, at) => context.facts.set(fact, subnetOf(`s${at}`)));
    context.facts.set(group, groupOf('g'));
    await step.create(context);
    assert.deepEqual(deeds[0], ['make', 'vpn-server', {
      ...options, name: 'orders-vpn', vpcId: 'v', subnetIds: ['s0', 's1'], securityGroupIds: ['g'], certificateCrn: 'crn:server',
      authentication: [{ method: 'certificate', authorityCrn: 'crn:clients' }, { method: 'username' }],
    }]);
  });

  it('asks for no authority of clients that sign in with a passcode alone', async () => {
    const passcode = vpnServerStep({
      ...parts, methods: ['username'], subnets: [one], authorityCrn: () => { throw new Error('it was asked for'); },
    });
    const { context, deeds } = account([], {}, { createVpnServer: () => Promise.resolve(mine) });
    context.facts.set(one, subnetOf('s'));
    context.facts.set(group, groupOf('g'));
    await passcode.create(context);
    assert.deepEqual((deeds[0]?.[2] as { authentication: unknown }).authentication, [{ method: 'username' }]);
  });

  it('is done when it is stable and healthy, and says where clients dial it', async () => {
    const { context } = account([], {}, { getVpnServer: () => Promise.resolve(mine) });
    context.facts.set(vpnServerFact, vpnServerOf('n1', { lifecycleState: 'pending' }));
    assert.equal(await step.ready(context), `${mine.hostname}, stable`);
    assert.equal(context.facts.get(vpnServerFact), mine);
  });
});

describe('The step of a VPN server that was chosen', () => {
  const chosen = vpnServerStep({ ...parts, choice: { kind: 'existing', id: 'n1', name: 'orders-vpn' } });

  it('uses it as it is, and costs nothing more', async () => {
    const { context } = account([vpnServerOf('n0'), mine]);
    assert.deepEqual(await chosen.find(context), { kind: 'exists', resource: found, detail: '172.20.0.0/22' });
    assert.equal(context.facts.get(vpnServerFact), mine);
    assert.deepEqual(await chosen.price(context), { kind: 'none' });
  });

  it('is blocked where it is gone, or stands in another VPC', async () => {
    assert.deepEqual(await chosen.find(account([vpnServerOf('n0')]).context), {
      kind: 'blocked', why: 'The chosen VPN server is not there any more, or stands in another VPC.', remedy: 'Choose another VPN server.',
    });
  });
});
