import assert from 'node:assert/strict';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { vsiSteps } from '../../../../../src/setup/routes/vsi/steps';
import { eventStreams } from '../../../../../src/services/eventStreams/service';
import { connection } from '../../scripted';

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
      'Event Streams instance orders: It is what the connection leads to.',
      'VPC orders-vpc: The private network in ca-mon that the server and the endpoint gateway stand in.',
      'Subnet in ca-mon-1: Addresses in ca-mon-1 for the endpoint gateway and the server.',
      'Subnet in ca-mon-2: Addresses in ca-mon-2 for the endpoint gateway.',
      'Security group orders-pc-server: It lets you into the server over SSH, and the server out to the resolvers and the endpoint gateway; nothing else.',
      'Security group orders-pc-gateway: Without it the endpoint gateway takes nothing from the server, and looks as if it were dead.',
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
