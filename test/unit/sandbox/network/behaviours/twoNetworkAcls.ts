import type { NetworkAclRule } from '../../../../../src/model/landscape';
import type { NetworkTruth } from '../../../../../src/sandbox/dataPlane';
import { withAclRules, withGateway, withRules, withServers, withTwoAcls } from '../variations';
import { aclRule, anotherServer, brokerName, fromPorts, gatewayAddress, reservedIp, rule, toPorts } from '../truths';
import { sessionAlone } from './networkAcls';
import type { Stage } from './stage';

const kafka = `${gatewayAddress}:9093`;
const all = [aclRule('all-in', {}), aclRule('all-out', { direction: 'outbound' })];
const upper = { sourcePortMin: 32768, sourcePortMax: 60999 };
/** The least that a client's subnet and the gateway's need, with nothing but Kafka let through. */
const near = [
  aclRule('kafka-out', { direction: 'outbound', source: '10.240.0.0/24', destination: '10.240.64.0/24', ...toPorts(9093) }),
  aclRule('kafka-back', { source: '10.240.64.0/24', destination: '10.240.0.0/24', ...fromPorts(9093) }),
];
const far = [
  aclRule('kafka-in', { source: '10.240.0.0/24', destination: '10.240.64.0/24', ...toPorts(9093), ...upper }),
  aclRule('kafka-answers', {
    direction: 'outbound', source: '10.240.64.0/24', destination: '10.240.0.0/24', ...fromPorts(9093), destinationPortMin: 32768, destinationPortMax: 60999,
  }),
];

/** Network ACLs on the way out of one subnet, into another, and to the cloud's own services. */
export function networkAclsBetweenSubnets(stage: Stage): void {
  const { truth } = stage;
  const lists = (one: readonly NetworkAclRule[], other: readonly NetworkAclRule[]): NetworkTruth =>
    withTwoAcls(truth, [...sessionAlone, ...one], other);

  it('both lists let a connection through that both have rules for', async () => {
    const server = await stage.logIn();
    await stage.become(lists(near, far));
    await Promise.all([server.sees('open', kafka), server.sees('silence', `${gatewayAddress}:9094`)]);
  });

  for (const { id, name, direction } of [...near, ...far]) {
    const whose = near.some((each) => each.id === id) ? 'the client\'s list' : 'the gateway\'s list';
    it(`${whose} drops it without its ${direction} rule "${name}"`, async () => {
      const server = await stage.logIn();
      const without = (list: readonly NetworkAclRule[]): NetworkAclRule[] => list.filter((each) => each.id !== id);
      await stage.become(lists(without(near), without(far)));
      await server.sees('silence', kafka);
    });
  }

  it('each subnet goes by its own list', async () => {
    const server = await stage.logIn();
    await stage.become(withTwoAcls(truth, all, []));
    await Promise.all([server.sees('silence', kafka), server.sees('open', '161.26.0.7:53')]);
    await stage.become(withTwoAcls(truth, sessionAlone, all));
    await server.sees('silence', kafka);
  });

  it('a subnet that is given another list goes by that one at once', async () => {
    const server = await stage.logIn();
    await stage.become(withTwoAcls(truth, all, []));
    await server.sees('silence', kafka);
    await stage.become(truth);
    await server.sees('open', kafka);
  });

  it('two subnets with one and the same list both go by it', async () => {
    const server = await stage.logIn();
    await stage.become(withAclRules(truth, [...sessionAlone, ...near]));
    await server.sees('silence', kafka);
    await stage.become(withAclRules(truth, [...sessionAlone, ...near, ...far]));
    await server.sees('open', kafka);
  });

  it('each address of a gateway goes by the list of its own subnet', async () => {
    const server = await stage.logIn();
    const addresses = [reservedIp('10.240.0.20', 'subnet-1'), reservedIp(gatewayAddress, 'subnet-2')];
    await stage.become(withGateway(withTwoAcls(truth, sessionAlone, []), { addresses }));
    await Promise.all([server.sees('open', '10.240.0.20:9093'), server.sees('silence', kafka)]);
  });

  it('servers of two subnets go by both lists, too', async () => {
    const server = await stage.logIn();
    const open = withServers(withRules(truth, 'server-group', rule('all-in', {})), anotherServer([stage.keys.publicKey], 13, { subnetId: 'subnet-2', address: '10.240.64.13' }));
    await stage.become(withTwoAcls(open, all, [...all, aclRule('deny', { action: 'deny' })]));
    await server.sees('open', '10.240.64.13:22');
    await stage.become(withTwoAcls(open, all, [aclRule('deny', { action: 'deny', ...toPorts(22) }), ...all]));
    await Promise.all([server.sees('silence', '10.240.64.13:22'), server.sees('refused', '10.240.64.13:80')]);
  });

  it('questions to the resolver need a rule, and its answers another one', async () => {
    const server = await stage.logIn();
    const ask = aclRule('ask', { direction: 'outbound', destination: '161.26.0.0/16', ...toPorts(53) });
    const answer = aclRule('answer', { source: '161.26.0.0/16', ...fromPorts(53) });
    for (const list of [[ask], [answer]]) {
      await stage.become(lists(list, all));
      await server.sees('silence', '161.26.0.7:53', '161.26.0.10:53');
    }
    await stage.become(lists([ask, answer], all));
    await server.sees('open', '161.26.0.7:53', '161.26.0.10:53');
  });

  it('a name is asked for over UDP, which needs no rule for TCP', async () => {
    const server = await stage.logIn();
    const names = [
      aclRule('ask', { direction: 'outbound', protocol: 'udp', destination: '161.26.0.0/16', destinationPortMin: 53, destinationPortMax: 53 }),
      aclRule('answer', { protocol: 'udp', source: '161.26.0.0/16', sourcePortMin: 53, sourcePortMax: 53 }),
    ];
    await stage.become(lists([...names, ...near], far));
    await Promise.all([server.sees('open', `${brokerName}:9093`), server.sees('silence', '161.26.0.7:53')]);
  });
}
