import assert from 'node:assert/strict';
import { CustomResolvers } from '../../../../src/sandbox/network/customResolvers';
import { Fabric } from '../../../../src/sandbox/network/fabric';
import { brokerName, customResolver, gatewayAddress, laptopAddress, locationAddresses, rule, workingTruth } from './truths';
import { withGateway, withRules } from './variations';

const minutes = 60_000;
const ready = withRules(workingTruth([]), 'resolver-group', rule('all-in', {}), rule('all-out', { direction: 'outbound' }));
const pending = withGateway(ready, { lifecycleState: 'pending' });

describe('a custom resolver of the embedded network', () => {
  let now: number;
  let network: Fabric;
  beforeEach(() => {
    now = 1_000_000;
    network = new Fabric(laptopAddress, new CustomResolvers(30 * minutes, () => now));
  });

  const become = (truth: typeof ready, change: Parameters<typeof customResolver>[0] = {}): void => network.become({ ...truth, resolvers: [customResolver(change)] });
  function ask(address: string, name = brokerName): readonly string[] {
    const server = network.server('server-1');
    assert.ok(server);
    const fate = network.fromServer(server, address, 53);
    assert.ok(fate.kind === 'resolver', fate.kind === 'dropped' ? fate.why : fate.kind);
    return fate.lookUp(name);
  }
  const [one, two] = locationAddresses;

  it('that was asked too early does not know the name for half an hour, in whatever case and with whatever dot it is asked', () => {
    become(pending);
    assert.deepEqual(ask(one), []);
    become(ready);
    assert.deepEqual([ask(one), ask(one, `${brokerName.toUpperCase()}.`)], [[], []]);
    now += 30 * minutes - 1;
    assert.deepEqual(ask(one), []);
    now += 1;
    assert.deepEqual(ask(one), [gatewayAddress]);
  });

  it('knows it at the location that was not asked, and other names at the one that was', () => {
    become(pending);
    ask(one);
    become(ready);
    assert.deepEqual([ask(two), ask(one, brokerName.replace('kafka-0', 'kafka-1'))], [[gatewayAddress], [gatewayAddress]]);
  });

  it('forgets with its location alone', () => {
    become(pending);
    ask(one);
    become(ready, { enabled: true });
    assert.deepEqual(ask(one), []);
    become(ready, { places: [] });
    become(ready);
    assert.deepEqual(ask(one), [gatewayAddress]);
  });

  it('that is enabled is what servers ask, and leaves them without names where nobody may ask it', () => {
    become(pending, { enabled: true });
    const server = network.server('server-1');
    assert.ok(server);
    assert.deepEqual(network.nameServers(server), [one, two]);
    assert.deepEqual(network.resolve(server, brokerName), []);
    become(ready, { enabled: true });
    assert.deepEqual(network.resolve(server, brokerName), [], 'the first location has kept that');
    become(ready, { enabled: true, securityGroupIds: ['gateway-group'] });
    assert.equal(network.resolve(server, brokerName), 'unanswered');
    become(ready, { enabled: true, places: [] });
    assert.deepEqual(network.resolve(server, brokerName), [gatewayAddress]);
  });

  it('is no business of another VPC with the same addresses', () => {
    become(ready, { vpcId: 'vpc-2', enabled: true });
    const server = network.server('server-1');
    assert.ok(server);
    assert.equal(network.fromServer(server, one, 53).kind, 'dropped');
    assert.deepEqual(network.nameServers(server), ['161.26.0.7', '161.26.0.8']);
  });
});
