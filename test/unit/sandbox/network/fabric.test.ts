import assert from 'node:assert/strict';
import type { NetworkTruth, ServerTruth } from '../../../../src/sandbox/dataPlane';
import { CustomResolvers } from '../../../../src/sandbox/network/customResolvers';
import { Fabric } from '../../../../src/sandbox/network/fabric';
import { withAclRules, withGateway } from './variations';
import { aclRule, brokerName, floatingAddress, gatewayAddress, laptopAddress, neighbourAddress, rule, serverAddress, service, workingTruth } from './truths';

const truth = workingTruth([]);

function fabric(of: NetworkTruth): { network: Fabric; server: ServerTruth } {
  const network = new Fabric(laptopAddress, new CustomResolvers(0, Date.now));
  network.become(of);
  const server = network.server('server-1');
  assert.ok(server);
  return { network, server };
}

describe('the fabric of the embedded network', () => {
  it('is empty until it is told what is true', () => {
    const network = new Fabric(laptopAddress, new CustomResolvers(0, Date.now));
    assert.equal(network.fromLaptop(floatingAddress, 22).kind, 'dropped');
    assert.equal(network.server('server-1'), undefined);
  });

  it('keeps VPCs apart whose addresses are the same', () => {
    const elsewhere = truth.servers.map((each) => ({ ...each, id: `other-${each.id}`, name: 'stranger', vpcId: 'vpc-2' }));
    const open = truth.securityGroups.map((each) => ({ ...each, rules: [rule('in', {}), rule('out', { direction: 'outbound' })] }));
    const { network, server } = fabric({ ...truth, securityGroups: open, servers: [...elsewhere, ...truth.servers] });
    const fate = network.fromServer(server, neighbourAddress, 22);
    assert.equal(fate.kind === 'server' && fate.server.id, 'server-2');
    const stranger = network.server('other-server-1');
    assert.ok(stranger);
    assert.equal(network.fromServer(stranger, gatewayAddress, 9093).kind, 'dropped');
    assert.deepEqual(network.resolve(stranger, brokerName), []);
  });

  it('leads a neighbour to SSH where a rule lets it in, and says which rule is missing where none does', () => {
    const { network, server } = fabric(truth);
    const closed = network.fromServer(server, neighbourAddress, 22);
    assert.match(closed.kind === 'dropped' ? closed.why : '', /Security group "server-group" of "neighbour"/);
  });

  it('drops a flow that only some of a client\'s ports could make', () => {
    const { network, server } = fabric(withAclRules(truth, [
      aclRule('out', { direction: 'outbound' }),
      aclRule('in', { protocol: 'tcp', destination: '10.240.0.0/24', destinationPortMin: 50000, destinationPortMax: 65535 }),
      aclRule('kafka', { protocol: 'tcp', destination: '10.240.64.0/24' }),
    ]));
    assert.equal(network.fromServer(server, gatewayAddress, 9093).kind, 'dropped');
  });

  it('has no way to a gateway that is not ready, has no address yet, or leads to nothing', () => {
    for (const [change, kind] of [
      [{ lifecycleState: 'pending' }, 'dropped'],
      [{ addresses: [{ id: 'ip-1', name: 'ip-1', address: '0.0.0.0', subnetId: 'subnet-2' }] }, 'dropped'],
      [{ targetCrn: 'crn:of-nothing' }, 'refused'],
    ] as const) {
      const { network, server } = fabric(withGateway(truth, change));
      assert.equal(network.fromServer(server, gatewayAddress, 9093).kind, kind);
    }
  });

  it('resolves to every address of the gateway, and a wildcard to exactly one label', () => {
    const addresses = [gatewayAddress, '10.240.64.5', '0.0.0.0'].map((address, at) => ({ id: String(at), name: 'ip', address, subnetId: 'subnet-2' }));
    const { network, server } = fabric(withGateway(truth, { addresses }));
    assert.deepEqual(network.resolve(server, brokerName), [gatewayAddress, '10.240.64.5']);
    assert.deepEqual(network.resolve(server, `${brokerName}.`), [gatewayAddress, '10.240.64.5']);
    assert.deepEqual(network.resolve(server, brokerName.slice('kafka-0.'.length)), [gatewayAddress, '10.240.64.5']);
    assert.deepEqual(network.resolve(server, `deep.${brokerName}`), []);
    assert.deepEqual(network.resolve(server, `.${brokerName.slice('kafka-0.'.length)}`), []);
  });

  it('resolves through whichever resolver rules let the server ask', () => {
    const only = (address: string): NetworkTruth => ({
      ...truth,
      securityGroups: truth.securityGroups.map((each) => ({
        ...each, rules: [rule('names', { direction: 'outbound', protocol: 'udp', portMin: 53, portMax: 53, remote: { kind: 'cidr', cidr: address } })],
      })),
    });
    for (const [address, known] of [['161.26.0.0/16', true], ['161.26.0.8/32', true], ['161.26.0.10/32', false]] as const) {
      const { network, server } = fabric(only(address));
      assert.equal(network.resolve(server, brokerName) !== 'unanswered', known, address);
    }
  });

  it('drops a resolver\'s other ports', () => {
    const { network, server } = fabric(truth);
    assert.equal(network.fromServer(server, '161.26.0.7', 53).kind, 'resolver');
    assert.equal(network.fromServer(server, '161.26.0.7', 80).kind, 'dropped');
    assert.equal(network.fromServer(server, '192.0.2.1', 53).kind, 'dropped');
  });

  it('lets a server reach itself whatever the rules', () => {
    const { network, server } = fabric(withAclRules(truth, []));
    assert.deepEqual([serverAddress, '127.0.0.1'].map((address) => network.fromServer(server, address, 22).kind), ['server', 'server']);
    assert.equal(network.fromServer(server, '127.0.0.1', 9093).kind, 'refused');
  });

  describe('with a public instance', () => {
    const name = 'kafka-0-mh-shop.svc07.eu-de.eventstreams.cloud.ibm.com';
    const open: NetworkTruth = {
      ...truth, services: [...truth.services, service({ crn: 'crn:public', members: [{ host: name, port: 9093 }], privateNames: [] })],
    };

    it('lets everybody resolve its names, and nobody from outside the private ones', () => {
      const { network, server } = fabric(open);
      const [address] = network.publicAddresses(name.toUpperCase());
      assert.ok(address);
      assert.deepEqual(network.resolve(server, `${name}.`), [address]);
      const asked = network.fromServer(server, '161.26.0.10', 53);
      assert.deepEqual(asked.kind === 'resolver' && asked.lookUp(name), [address]);
      assert.deepEqual(network.publicAddresses(brokerName), []);
    });

    it('leads to it from this machine, and from a server that has a way out', () => {
      const { network, server } = fabric(open);
      const [address = ''] = network.publicAddresses(name);
      const there = { kind: 'service', crn: 'crn:public', port: 9093 };
      assert.deepEqual(network.fromLaptop(address, 9093), there);
      assert.deepEqual(network.fromLaptop(address, 22), { kind: 'refused' });
      assert.deepEqual(network.fromServer(server, address, 9093), there);
      const inside = network.server('server-2');
      assert.ok(inside);
      assert.equal(network.fromServer(inside, address, 9093).kind, 'dropped');
    });

    it('keeps its address when others come and go, and takes it away with the instance', () => {
      const { network } = fabric(open);
      const before = network.publicAddresses(name);
      network.become({ ...open, services: [service({ crn: 'crn:another', members: [{ host: 'kafka.example.com', port: 9093 }], privateNames: [] }), ...open.services] });
      assert.deepEqual(network.publicAddresses(name), before);
      assert.notDeepEqual(network.publicAddresses('kafka.example.com'), before);
      network.become(truth);
      assert.deepEqual(network.publicAddresses(name), []);
      assert.equal(network.fromLaptop(before[0] ?? '', 9093).kind, 'dropped');
    });
  });
});
