import assert from 'node:assert/strict';
import { Failure } from '../../../../../src/model/failure';
import type { EndpointGateway, Subnet } from '../../../../../src/model/landscape';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { openWayFact } from '../../../../../src/setup/routes/vsi/openWay';
import type { OpenServer } from '../../../../../src/setup/dependencies';
import { floatingIpFact, gatewayGroupFact } from '../../../../../src/setup/routes/vsi/facts';
import { vsiSteps } from '../../../../../src/setup/routes/vsi/steps';
import type { Standing } from '../../../../../src/setup/standing';
import type { Step } from '../../../../../src/setup/steps/step';
import { vpcFact } from '../../../../../src/setup/steps/vpc';
import { eventStreams } from '../../../../../src/services/eventStreams/service';
import { connection, scripted } from '../../scripted';
import { addressOf, gatewayOf, groupOf, prefixOf, subnetOf, vpcOf } from '../../things';

const stepsWith = (more: Partial<VsiChoices>): ReturnType<typeof vsiSteps> =>
  vsiSteps({ ...connection, choices: { ...connection.choices, ...more } }, eventStreams);
const server = { kind: 'existing' as const, id: '1', name: 'box' };

describe('The steps of the route through a virtual server', () => {
  const before = ['instance', 'vpc'];
  const groups = ['server-group', 'gateway-group', 'server-to-gateway', 'ssh-key', 'server'];
  const last = ['gateway', 'credential', 'ssh-host', 'verified'];
  const cases: readonly (readonly [string, Partial<VsiChoices>, readonly string[]])[] = [
    ['a new server and a floating IP', {}, [...before, 'subnet-ca-mon-1', ...groups, 'floating-ip', ...last]],
    ['three zones', { zones: ['a-1', 'a-2', 'a-3'] }, [...before, 'subnet-a-1', 'subnet-a-2', 'subnet-a-3', ...groups, 'floating-ip', ...last]],
    ['an existing server', { server }, [...before, 'subnet-ca-mon-1', ...groups, 'floating-ip', ...last]],
    ['an address of one\'s own', { address: { kind: 'address', address: 'b' } }, [...before, 'subnet-ca-mon-1', ...groups, ...last]],
  ];
  for (const [what, choices, ids] of cases) {
    it(`with ${what} are these, in this order`, () => assert.deepEqual(stepsWith(choices).map(({ id }) => id), ids));
  }

  it('say what each is and why it is needed', () => {
    const said = stepsWith({ zones: ['ca-mon-1', 'ca-mon-2'], sshFrom: '203.0.113.7/32' }).map(({ title, why }) => `${title}: ${why}`);
    assert.deepEqual(said, [
      'Event Streams instance orders: It is what is to be reached.',
      'VPC orders-vpc: The private network in ca-mon that the server and the endpoint gateway stand in.',
      'Subnet in ca-mon-1: Addresses in ca-mon-1 for the endpoint gateway and the server.',
      'Subnet in ca-mon-2: Addresses in ca-mon-2 for the endpoint gateway.',
      'Security group orders-pc-server: It lets you into the server over SSH, and the server out to the resolvers and the endpoint gateway; nothing else.',
      'Security group orders-pc-gateway: Without it the endpoint gateway takes nothing from its clients, and looks as if it were dead.',
      'Rule from orders-pc-server to orders-pc-gateway: It lets the server out to the endpoint gateway on port 9093, and nowhere else.',
      'SSH key orders-pc-key: It logs you in to the server. Its private half is made here and never leaves this machine.',
      'Virtual server orders-server: It stands inside the VPC, where the private names resolve: you reach Kafka through it over SSH.',
      'Floating IP of orders-server: It is the address under which you reach the server over SSH.',
      'Endpoint gateway orders-pc-endpoint: It gives orders addresses inside the VPC; there the brokers\' names resolve to them.',
      'Service credential orders-pc-credential: Clients sign in to Kafka with it, as Writer; its secret is kept in the editor’s secret storage.',
      'SSH host entry orders-pc: "ssh orders-pc" logs in. It stands in a file of ours, which one Include line in your SSH configuration reads.',
      'Checks from the server: They show that Kafka of orders answers over this connection, before you rely on it.',
    ]);
  });

  it('say of a key and a server that exist already that they are only used', () => {
    const steps = stepsWith({ server, key: { kind: 'existing', path: '/home/me/.ssh/id_rsa' } });
    const said = steps.filter(({ id }) => id === 'ssh-key' || id === 'server').map(({ title, why }) => `${title}: ${why}`);
    assert.deepEqual(said, [
      'SSH key id_rsa: It logs you in to the server. Its file is only read.',
      'Virtual server box: It stands inside the VPC orders-vpc, where the private names resolve: you reach Kafka through it over SSH.',
    ]);
  });

  it('have one check, at the end', () => {
    assert.deepEqual(stepsWith({}).filter(({ isCheck }) => isCheck === true).map(({ id }) => id), ['verified']);
  });
});

describe('A zone of the route through a virtual server', () => {
  const twoZones: Partial<VsiChoices> = { zones: ['ca-mon-1', 'ca-mon-2'] };
  const gateway = gatewayOf('e1');
  const there: Standing = { kind: 'not-needed', why: 'the endpoint gateway e1-name is there' };

  /** How the subnet of a zone stands in a VPC with these subnets and with an endpoint gateway or none. */
  async function zoneStands(zone: string, choices: Partial<VsiChoices>, subnets: readonly Subnet[], gateways: readonly EndpointGateway[]): Promise<Standing> {
    const { context } = scripted({
      listSubnets: () => Promise.resolve(subnets), listEndpointGateways: () => Promise.resolve(gateways),
      listAddressPrefixes: () => Promise.resolve([prefixOf('10.0.0.0/18', zone)]),
    });
    context.facts.set(vpcFact, vpcOf('v'));
    return await stepOf(`subnet-${zone}`, choices).find(context);
  }
  const missing = (zone: string): Standing => ({ kind: 'missing', detail: `orders-pc-${zone} · 16 addresses` });

  it('takes a subnet with room for a server and an address of the endpoint gateway', async () => {
    assert.equal((await zoneStands('ca-mon-1', {}, [subnetOf('s1', { availableAddresses: 2 })], [])).kind, 'exists');
    assert.deepEqual(await zoneStands('ca-mon-1', {}, [subnetOf('s1', { availableAddresses: 1 })], []), missing('ca-mon-1'));
  });

  it('needs no subnet where the endpoint gateway is there, unless a new server stands in it', async () => {
    assert.deepEqual(await zoneStands('ca-mon-2', twoZones, [], [gateway]), there);
    assert.deepEqual(await zoneStands('ca-mon-1', twoZones, [], [gateway]), missing('ca-mon-1'));
    assert.deepEqual(await zoneStands('ca-mon-1', { ...twoZones, server }, [], [gateway]), there);
    const inSubnet = gatewayOf('e1', { addresses: [{ id: 'ip', name: 'ip', address: '10.0.0.4', subnetId: 's1' }] });
    assert.equal((await zoneStands('ca-mon-1', { server }, [subnetOf('s1')], [inSubnet])).kind, 'exists');
    assert.deepEqual(await zoneStands('ca-mon-1', { server }, [subnetOf('s2')], [inSubnet]), {
      kind: 'not-needed', why: 'the endpoint gateway e1-name is there, and has no address in s2-name',
    });
    assert.deepEqual(await zoneStands('ca-mon-2', twoZones, [], [gatewayOf('e2', { targetCrn: 'crn:v2' })]), missing('ca-mon-2'));
  });
});

describe('The endpoint gateway of the route through a virtual server', () => {
  it('has an address in each zone, in the subnet that stands there, under the gateway’s group', async () => {
    const steps = vsiSteps({ ...connection, choices: { ...connection.choices, zones: ['ca-mon-1', 'ca-mon-2'] } }, eventStreams);
    const subnets = [subnetOf('s1'), subnetOf('s2', { zone: 'ca-mon-2' })];
    const made = gatewayOf('e1', { securityGroups: [groupOf('g2')] });
    const { context, deeds } = scripted({
      listSubnets: () => Promise.resolve(subnets), listEndpointGateways: () => Promise.resolve([]), createEndpointGateway: () => Promise.resolve(made),
    });
    context.facts.set(vpcFact, vpcOf('v'));
    for (const step of steps.filter(({ id }) => id.startsWith('subnet-'))) {
      await step.find(context);
    }
    context.facts.set(gatewayGroupFact, groupOf('g2'));
    await named(steps, 'gateway').create(context);
    assert.deepEqual(deeds.find(([what]) => what === 'make')?.[2], {
      name: 'orders-pc-endpoint', vpcId: 'v', targetCrn: 'crn:v1', securityGroupIds: ['g2'], resourceGroupId: 'r', dnsMode: 'primary',
      addresses: [{ subnetId: 's1', name: 'orders-pc-endpoint-ca-mon-1' }, { subnetId: 's2', name: 'orders-pc-endpoint-ca-mon-2' }],
    });
  });

  it('that is there gets the group which is named after the connection', async () => {
    const { context } = scripted({ listEndpointGateways: () => Promise.resolve([gatewayOf('e1')]) });
    context.facts.set(vpcFact, vpcOf('v'));
    const standing = await stepOf('gateway').find(context);
    assert.equal(standing.kind === 'missing' && standing.detail, 'the security group orders-pc-gateway is added to e1-name');
  });
});

describe('The new server of the route through a virtual server', () => {
  it('misses the subnet of its zone by name', async () => {
    const { context } = scripted({});
    context.facts.set(vpcFact, vpcOf('v'));
    await assert.rejects(stepOf('server').create(context), { message: 'The subnet in ca-mon-1 is not known yet.' });
  });
});

describe('The checks of the route through a virtual server', () => {
  const stop = new TypeError('far enough');
  const bastion: Partial<VsiChoices> = { address: { kind: 'address', address: 'bastion' }, loginUser: 'core' };

  it('are to be made over SSH', async () => {
    assert.deepEqual(await stepOf('verified').find(scripted({}).context), { kind: 'missing', detail: 'SSH in, then every check' });
  });

  for (const [what, choices, words, host] of [
    ['at the floating IP that the run has', {}, 'logging in to 198.51.100.4 as ubuntu', '198.51.100.4'],
    ['at the address that was given', bastion, 'logging in to bastion as core', 'bastion'],
  ] as const) {
    it(`look from the server, ${what}`, async () => {
      const hosts: string[] = [];
      const network = { resolve: () => Promise.reject(stop), connect: () => Promise.reject(stop) };
      const openServer: OpenServer = (access) => {
        hosts.push(access.host);
        return Promise.reject(stop);
      };
      const { context, notes } = scripted({}, {}, { environment: { network, sshFolder: '/ssh' }, openServer });
      context.facts.set(floatingIpFact, addressOf('f1'));
      await assert.rejects(stepOf('verified', choices).create(context), (thrown) => thrown === stop);
      assert.deepEqual([notes, hosts], [[words], [host]]);
    });
  }

  const typedTo = (more: Partial<VsiChoices>): Partial<VsiChoices> => ({ server, address: { kind: 'address', address: '10.8.0.4' }, ...more });
  const range = { sshFrom: '203.0.113.7/32' };
  for (const [what, choices, toServer, tries] of [
    ['an existing server at a typed address that needs no rule of ours', typedTo({}), false, 4],
    ['an existing server at a typed address that is open already', typedTo(range), true, 4],
    ['an existing server at a typed address whose rule must take effect', typedTo(range), false, 60],
    ['an existing server at a floating IP', { server, ...range }, true, 60],
    ['a new server at a typed address', typedTo({ server: connection.choices.server }), false, 60],
  ] as const) {
    it(`are tried from ${what} ${tries} times before silence is its last word`, async () => {
      const silent = new Failure({ code: 'ssh.unreachable', what: 'Could not sign in to box (ubuntu@10.8.0.4:22)', why: 'No answer within 10 s.', next: 'n' });
      let asked = 0;
      const openServer: OpenServer = () => {
        asked += 1;
        return Promise.reject(silent);
      };
      const network = { resolve: () => Promise.reject(stop), connect: () => Promise.reject(stop) };
      const { context } = scripted({}, {}, { environment: { network, sshFolder: '/ssh' }, openServer });
      context.facts.set(floatingIpFact, addressOf('f1'));
      context.facts.set(openWayFact, { toGateway: true, toServer });
      await assert.rejects(stepOf('verified', choices).create(context), (thrown) => tries === 60 ? thrown === silent : thrown !== silent);
      assert.equal(asked, tries);
    });
  }

  it('end at the first refusal of the key by a server that was there before, which may lock out who asks on; a new one has its key later', async () => {
    const refused = new Failure({ code: 'ssh.refused-key', what: 'w', why: 'y', next: 'n' });
    const tries = async (choices: Partial<VsiChoices>): Promise<number> => {
      let count = 0;
      const openServer: OpenServer = () => {
        count += 1;
        return Promise.reject(count === 3 ? stop : refused);
      };
      const network = { resolve: () => Promise.reject(stop), connect: () => Promise.reject(stop) };
      const { context } = scripted({}, {}, { environment: { network, sshFolder: '/ssh' }, openServer });
      context.facts.set(floatingIpFact, addressOf('f1'));
      await assert.rejects(stepOf('verified', choices).create(context));
      return count;
    };
    assert.deepEqual([await tries({ server }), await tries({})], [1, 3]);
  });
});

function stepOf(id: string, choices: Partial<VsiChoices> = {}): Step {
  return named(stepsWith(choices), id);
}

function named(steps: readonly Step[], id: string): Step {
  const step = steps.find((each) => each.id === id);
  assert.ok(step !== undefined);
  return step;
}
