import { withGateway, withoutRule, withRule, withRules, withServer, withServers } from '../variations';
import { anotherServer, gatewayAddress, neighbourAddress, rule, serverAddress, tcp } from '../truths';
import type { Stage } from './stage';

const kafka = `${gatewayAddress}:9093`;
const neighbour = `${neighbourAddress}:22`;
const membersOf = (id: string) => ({ kind: 'security-group', id, name: id }) as const;

/** Security groups between things of one VPC: members, and the rules of both sides. */
export function securityGroupsWithin(stage: Stage): void {
  const { truth } = stage;

  it('members of a group get in by a rule that names it', async () => {
    await (await stage.logIn()).sees('open', kafka);
  });

  it('who leaves the group loses the way at once, and who joins it has it at once', async () => {
    const server = await stage.logIn();
    const apart = withRules(truth, 'apart', rule('apart-out', { direction: 'outbound' }));
    await stage.become(withServer(apart, { securityGroupIds: ['apart'] }));
    await server.sees('silence', kafka);
    await stage.become(withServer(apart, { securityGroupIds: ['apart', 'server-group'] }));
    await server.sees('open', kafka);
  });

  it('a member that is new has the way at once', async () => {
    const server = await stage.logIn();
    const club = withRules(truth, 'club');
    await stage.become(withRules(club, 'server-group', rule('club-in', { ...tcp(22), remote: membersOf('club') })));
    await server.sees('silence', neighbour);
    await stage.become(withServer(
      withRules(club, 'server-group', rule('club-in', { ...tcp(22), remote: membersOf('club') })), { securityGroupIds: ['server-group', 'club'] },
    ));
    await server.sees('open', neighbour);
  });

  it('a group may name its own members', async () => {
    const own = withRules(truth, 'server-group', rule('own-in', { ...tcp(22), remote: membersOf('server-group') }));
    const stranger = anotherServer([stage.keys.publicKey], 3, { securityGroupIds: ['apart'], floatingAddress: '198.51.100.11' });
    const apart = [rule('apart-in', tcp(22)), rule('apart-out', { direction: 'outbound' })];
    await stage.become(withServers(withRules(own, 'apart', ...apart), stranger));
    const [member, other] = [await stage.logIn(), await stage.logIn({ at: '198.51.100.11' })];
    await Promise.all([member.sees('open', neighbour), other.sees('silence', neighbour)]);
  });

  it('a rule for one member\'s address lets no other member in', async () => {
    const server = await stage.logIn();
    await stage.become(withRule(truth, 'kafka-in', { remote: { kind: 'address', address: serverAddress } }));
    await server.sees('open', kafka);
    await stage.become(withRule(truth, 'kafka-in', { remote: { kind: 'address', address: neighbourAddress } }));
    await server.sees('silence', kafka);
  });

  it('the client\'s outbound rules are asked too', async () => {
    const server = await stage.logIn();
    await stage.become(withoutRule(truth, 'all-out'));
    await server.sees('silence', kafka, '161.26.0.7:53');
  });

  it('an outbound rule lets out to its range and ports alone', async () => {
    const server = await stage.logIn();
    await stage.become(withRule(truth, 'all-out', { ...tcp(9093), remote: { kind: 'cidr', cidr: '10.240.64.0/24' } }));
    await Promise.all([server.sees('open', kafka), server.sees('silence', `${gatewayAddress}:9094`, '161.26.0.7:53')]);
  });

  it('an outbound rule may name the gateway\'s group', async () => {
    const server = await stage.logIn();
    await stage.become(withRule(truth, 'all-out', { remote: membersOf('gateway-group') }));
    await Promise.all([server.sees('open', kafka), server.sees('silence', '161.26.0.7:53')]);
  });

  it('an outbound rule for another address of its own side lets nothing out', async () => {
    const server = await stage.logIn();
    await stage.become(withRule(truth, 'all-out', { local: { kind: 'address', address: serverAddress } }));
    await server.sees('open', kafka);
    await stage.become(withRule(truth, 'all-out', { local: { kind: 'address', address: neighbourAddress } }));
    await server.sees('silence', kafka);
  });

  it('a server without any group gets nothing out', async () => {
    const server = await stage.logIn();
    await stage.become(withServer(withRule(truth, 'kafka-in', { remote: { kind: 'cidr', cidr: '0.0.0.0/0' } }), { securityGroupIds: [] }));
    await server.sees('silence', kafka, '161.26.0.7:53');
  });

  it('a gateway answers without outbound rules, and is silent without its inbound one', async () => {
    const server = await stage.logIn();
    await server.sees('open', kafka);
    await stage.become(withoutRule(truth, 'kafka-in'));
    await server.sees('silence', kafka);
  });

  it('a gateway without any group is silent', async () => {
    const server = await stage.logIn();
    await stage.become(withGateway(truth, { securityGroups: [] }));
    await server.sees('silence', kafka);
  });

  it('a gateway\'s groups may be exchanged, and add up', async () => {
    const server = await stage.logIn();
    const closed = withRules(truth, 'closed');
    await stage.become(withGateway(closed, { securityGroups: [{ id: 'closed', name: 'closed' }] }));
    await server.sees('silence', kafka);
    await stage.become(withGateway(closed, { securityGroups: [{ id: 'closed', name: 'closed' }, { id: 'gateway-group', name: 'gateway-group' }] }));
    await server.sees('open', kafka);
  });
}
