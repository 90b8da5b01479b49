import assert from 'node:assert/strict';
import type { NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { nullPlane } from '../../../../src/sandbox/nullPlane';
import { networkTruth } from '../../../../src/sandbox/truth';
import { region } from './story';
import { Bench } from './support';

describe('what the network is told', () => {
  let bench: Bench;
  before(async () => { bench = await Bench.start({ dataPlane: nullPlane() }); });
  after(() => bench.stop());
  const truth = (): NetworkTruth => networkTruth(bench.sandbox.state);
  const server = (name: string) => truth().servers.find((one) => one.name === name);

  it('has each server with its address, floating IP, groups, user and keys', () => {
    const box = server('build-box');
    assert.equal(box?.running, true);
    assert.equal(box.loginUser, 'ubuntu');
    assert.equal(box.floatingAddress, '198.51.100.21');
    assert.match(box.address, /^10\.249\.0\./);
    assert.match(box.authorizedKeys[0] ?? '', /^ssh-ed25519 /);
    const groups = truth().securityGroups.filter(({ id }) => box.securityGroupIds.includes(id));
    assert.deepEqual(groups.map(({ name }) => name), ['build-box-sg']);
    assert.ok(groups[0]?.targets.some(({ id }) => id === box.interfaceId));
    assert.equal(server('ledger-batch')?.loginUser, 'vpcuser');
    assert.equal(server('ledger-batch-old')?.running, false);
  });

  it('has gateways with their names and addresses, each in its subnet', () => {
    const gateway = truth().endpointGateways.find(({ name }) => name === 'orders-gateway');
    assert.equal(gateway?.lifecycleState, 'stable');
    assert.equal(gateway.addresses.length, 2);
    assert.equal(gateway.serviceEndpoints.length, 2);
    const subnets = truth().subnets.filter(({ id }) => gateway.addresses.some(({ subnetId }) => subnetId === id));
    assert.deepEqual(subnets.map(({ zone }) => zone), ['ca-mon-1', 'ca-mon-2']);
  });

  it('has services that can be reached, each with the keys that open it', () => {
    const { services } = truth();
    assert.equal(services.some(({ crn }) => crn.includes('fraud')), false);
    const [orders] = services;
    assert.equal(orders?.members.length, 3);
    assert.deepEqual(orders.keys.map(({ role }) => role), ['Manager']);
    assert.ok(services.length >= 5);
  });

  it('has the rules of the ACLs in their order, and which subnets they guard', () => {
    const acl = truth().networkAcls.find(({ name }) => name === 'ledger-strict-acl');
    assert.equal(acl?.subnets.length, 2);
    assert.equal(acl.rules.at(-1)?.action, 'deny');
    assert.equal(acl.rules[1]?.destinationPortMin, 9093);
  });

  it('shows where the seed is wrong on purpose', () => {
    const shut = truth().endpointGateways.find(({ name }) => name === 'orders-staging-gateway');
    const rules = truth().securityGroups.filter(({ id }) => shut?.securityGroups.some((group) => group.id === id)).flatMap((group) => group.rules);
    assert.equal(rules.some(({ portMin }) => portMin === 9093), false);
    const orphan = [...bench.sandbox.state.regions.get(region)?.floatingIps.values() ?? []].find(({ target }) => target === undefined);
    assert.equal(orphan?.name, 'old-jumphost-ip');
  });

  it('keeps a key on a server whose key the account has forgotten', async () => {
    const { body } = await bench.vpc(region, 'GET', '/keys');
    const id = body.get('keys', 0, 'id').text;
    assert.equal((await bench.vpc(region, 'DELETE', `/keys/${id}`)).status, 204);
    assert.equal(server('build-box')?.authorizedKeys.length, 1);
  });

  it('follows a rule the moment it is made or taken away', async () => {
    const { body } = await bench.vpc(region, 'GET', '/security_groups');
    const group = body.get('security_groups').list.find((one) => one.get('name').text === 'build-box-sg')?.get('id').text ?? '';
    const rules = () => truth().securityGroups.find(({ id }) => id === group)?.rules.length;
    const before = rules() ?? 0;
    const made = await bench.vpc(region, 'POST', `/security_groups/${group}/rules`, { direction: 'inbound', protocol: 'icmp', type: 8, code: 0, remote: { address: '192.0.2.7' } });
    assert.equal(rules(), before + 1);
    assert.deepEqual(truth().securityGroups.find(({ id }) => id === group)?.rules.at(-1)?.remote, { kind: 'address', address: '192.0.2.7' });
    await bench.vpc(region, 'DELETE', `/security_groups/${group}/rules/${made.body.get('id').text}`);
    assert.equal(rules(), before);
  });
});
