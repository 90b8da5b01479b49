import assert from 'node:assert/strict';
import type { VpcService } from '../../../../src/cloud/vpcService';
import type { RunContext } from '../../../../src/setup/context';
import { knownKind } from '../../../../src/setup/makers/kinds';
import { refused, scripted } from '../scripted';
import { addressOf, gatewayOf, groupOf, interfaceOf, ruleOf, serverOf, subnetOf, vpcOf } from '../things';

type Origins = Readonly<Record<string, ReturnType<RunContext['originOf']>>>;
const nothing = (): Promise<readonly never[]> => Promise.resolve([]);
const give = <T>(...items: readonly T[]) => (): Promise<readonly T[]> => Promise.resolve(items);
const ssh = { direction: 'inbound', protocol: 'tcp', portMin: 22, portMax: 22 } as const;

/** Who the maker says uses the thing of that id; `origins` is what our journal knows. */
async function user(kind: string, id: string, vpc: Partial<VpcService>, origins: Origins = {}): Promise<string | undefined> {
  const { context } = scripted(vpc, { originOf: (other) => origins[other] });
  return await knownKind(kind, id).usedBy?.(context, { kind, id, name: id, origin: 'made' });
}

const foreign = { id: 'theirs', name: 'theirs-group' };
const ours = { id: 'ours', name: 'our-group' };

describe('Who stands on a gateway or on a server', () => {
  it('is whoever put a security group of theirs on it', async () => {
    const getEndpointGateway = (...securityGroups: { id: string; name: string }[]) => () => Promise.resolve(gatewayOf('g', { securityGroups }));
    assert.equal(await user('endpoint-gateway', 'g', { getEndpointGateway: getEndpointGateway(ours, foreign) }, { ours: 'made' }), 'the security group theirs-group');
    assert.equal(await user('endpoint-gateway', 'g', { getEndpointGateway: getEndpointGateway(ours) }, { ours: 'adopted' }), undefined);
    const getVirtualServer = (...securityGroups: { id: string; name: string }[]) => () =>
      Promise.resolve(serverOf('s', { primaryInterface: interfaceOf('n', { securityGroups }) }));
    assert.equal(await user('virtual-server', 's', { getVirtualServer: getVirtualServer(ours, foreign) }, { ours: 'made' }), 'the security group theirs-group');
    assert.equal(await user('virtual-server', 's', { getVirtualServer: getVirtualServer(ours), listFloatingIps: nothing }, { ours: 'made' }), undefined);
    assert.equal(await user('virtual-server', 's', { getVirtualServer: () => Promise.resolve(serverOf('s')) }), undefined);
  });

  it('is whoever bound an address to a server; one of ours does not count, nor what may not be seen', async () => {
    const getVirtualServer = () => Promise.resolve(serverOf('s', { primaryInterface: interfaceOf('n', { securityGroups: [ours] }) }));
    const vpc = { getVirtualServer, listFloatingIps: give(addressOf('a', { name: 'theirs' }), addressOf('b', { name: 'box-ip', targetId: 'n' })) };
    assert.equal(await user('virtual-server', 's', vpc, { ours: 'made' }), 'the floating IP box-ip');
    assert.equal(await user('virtual-server', 's', vpc, { ours: 'made', b: 'made' }), undefined);
    assert.equal(await user('virtual-server', 's', { getVirtualServer, listFloatingIps: () => Promise.reject(refused(403)) }, { ours: 'made' }), undefined);
    await assert.rejects(user('virtual-server', 's', { getVirtualServer, listFloatingIps: () => Promise.reject(refused(500)) }, { ours: 'made' }));
  });
});

describe('Who stands on a floating IP', () => {
  const server = (id: string, group = ours) => serverOf(id, { primaryInterface: interfaceOf('n', { securityGroups: [group] }) });
  const bound = (targetId: string | undefined) => () => Promise.resolve(addressOf('f', { targetId }));

  it('is nobody while it is free, or bound to a server that is ours alone, or that we only use', async () => {
    assert.equal(await user('floating-ip', 'f', { getFloatingIp: bound(undefined) }), undefined);
    const vpc = { getFloatingIp: bound('n'), listVirtualServers: give(server('s')) };
    assert.equal(await user('floating-ip', 'f', vpc, { s: 'made', ours: 'made' }), undefined);
    assert.equal(await user('floating-ip', 'f', { ...vpc, listVirtualServers: give(server('s', foreign)) }, { s: 'adopted' }), undefined);
  });

  it('is the server of someone else’s that it was bound to, or who goes through ours', async () => {
    const vpc = { getFloatingIp: bound('n'), listVirtualServers: give(server('s', foreign)) };
    assert.equal(await user('floating-ip', 'f', vpc), 'the server s-name');
    assert.equal(await user('floating-ip', 'f', vpc, { s: 'made' }), 'the server s-name, which is used by the security group theirs-group');
    assert.equal(await user('floating-ip', 'f', { ...vpc, listVirtualServers: nothing }), 'what it is bound to, n');
  });
});

describe('Who stands on a security group', () => {
  const box = serverOf('box', { name: 'build-box', primaryInterface: interfaceOf('n') });
  const target = (id: string, kind: string) => ({ id, name: `${id}-name`, kind });
  const guarding = (...targets: { id: string; name: string; kind: string }[]) => ({
    getSecurityGroup: () => Promise.resolve(groupOf('g', { targets })), listVirtualServers: give(box), listSecurityGroups: nothing,
  });

  it('is what it guards: a server by its interface, anything else by its kind', async () => {
    assert.equal(await user('security-group', 'g', guarding(target('n', 'virtual_network_interface'))), 'the server build-box');
    assert.equal(await user('security-group', 'g', guarding(target('v', 'vpn_server'))), 'the vpn server v-name');
    assert.equal(await user('security-group', 'g', guarding(target('e', 'endpoint_gateway')), { e: 'made' }), 'the endpoint gateway e-name');
    assert.equal(await user('security-group', 'g', guarding()), undefined);
  });

  it('is not what another connection has now: the group is taken off that', async () => {
    const targets = [target('n', 'virtual_network_interface'), target('e', 'endpoint_gateway')];
    assert.equal(await user('security-group', 'g', guarding(...targets), { box: 'handed-over', e: 'handed-over' }), undefined);
    const only = serverOf('box', { name: 'build-box', primaryInterface: interfaceOf('n', { securityGroups: [ours] }) });
    const guardsIt = { ...guarding(...targets), listVirtualServers: give(only) };
    assert.equal(await user('security-group', 'g', guardsIt, { box: 'handed-over', e: 'handed-over' }), 'the server build-box', 'it has no other');
    assert.equal(await user('security-group', 'g', guarding(...targets), { n: 'handed-over', e: 'handed-over' }), 'the server build-box');
  });

  it('is a group whose rule names it; its own rules may', async () => {
    const naming = (id: string) => groupOf(id, { rules: [ruleOf('r', { ...ssh, remote: { kind: 'security-group', id: 'g' } })] });
    assert.equal(await user('security-group', 'g', { ...guarding(), listSecurityGroups: give(naming('g'), groupOf('x')) }), undefined);
    assert.equal(
      await user('security-group', 'g', { ...guarding(), listSecurityGroups: give(naming('g'), naming('x')) }),
      'the security group x-name, a rule of which names it',
    );
  });

  it('keeps its rules as well, where the group is ours; on one that is not, ours go', async () => {
    const vpc = guarding(target('n', 'virtual_network_interface'));
    assert.equal(await user('rule', 'g/r', vpc, { g: 'made' }), 'the server build-box');
    assert.equal(await user('rule', 'g/r', guarding(), { g: 'made' }), undefined);
    assert.equal(await user('rule', 'g/r', vpc, { g: 'adopted' }), undefined);
  });
});

describe('Who stands in a subnet', () => {
  const inSubnet = (id: string) => serverOf('box', { name: 'build-box', primaryInterface: interfaceOf('n', { subnet: { id, name: id } }) });

  it('is a server, or what else has an address there', async () => {
    const taken = (target?: { id: string; name: string; kind: string }) => ({
      listVirtualServers: give(inSubnet('other')), listTakenAddresses: give({ name: 'ip', address: '10.0.0.9', target }),
    });
    assert.equal(await user('subnet', 's', { listVirtualServers: give(inSubnet('s')) }), 'the server build-box');
    assert.equal(await user('subnet', 's', taken({ id: 'e', name: 'orders', kind: 'endpoint_gateway' })), 'the endpoint gateway orders');
    assert.equal(await user('subnet', 's', taken({ id: 'n', name: 'eth0', kind: 'virtual_network_interface' })), 'the server build-box');
    assert.equal(await user('subnet', 's', taken()), 'the reserved IP ip (10.0.0.9)');
    assert.equal(await user('subnet', 's', { listVirtualServers: nothing, listTakenAddresses: nothing }), undefined);
  });
});

describe('Who stands in a VPC', () => {
  const empty = {
    getVpc: () => Promise.resolve(vpcOf('v')), listVirtualServers: nothing, listEndpointGateways: nothing, listSubnets: nothing,
    listPublicGateways: nothing, listSecurityGroups: give(groupOf('dg')),
    listNetworkAcls: give({ id: 'da', name: 'da', crn: 'c', href: '', createdAt: '', vpc: foreign, subnets: [], rules: [] }),
  } satisfies Partial<VpcService>;

  it('is nobody while only its own group and ACL are there', async () => {
    assert.equal(await user('vpc', 'v', empty), undefined);
  });

  it('is whatever else is in it, what would go with it unasked among them', async () => {
    assert.equal(await user('vpc', 'v', { ...empty, listVirtualServers: give(serverOf('s')) }), 'the server s-name');
    assert.equal(await user('vpc', 'v', { ...empty, listEndpointGateways: give(gatewayOf('e')) }), 'the endpoint gateway e-name');
    assert.equal(await user('vpc', 'v', { ...empty, listSubnets: give(subnetOf('s')) }), 'the subnet s-name');
    assert.equal(await user('vpc', 'v', { ...empty, listSecurityGroups: give(groupOf('dg'), groupOf('x')) }), 'the security group x-name');
  });
});
