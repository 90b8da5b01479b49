import { otherFloatingAddress, withTwinVpc } from '../otherVpc';
import { aclRule, anotherServer, floatingAddress, gatewayAddress, neighbourAddress, rule, tcp, toPorts } from '../truths';
import { withAclRules, withGateway, withoutRule, withoutServer, withRules, withServer, withServers } from '../variations';
import type { Stage } from './stage';

const ssh = `${floatingAddress}:22`;
const kafka = `${gatewayAddress}:9093`;

/** What a change does, and what it leaves alone. */
export function changes(stage: Stage): void {
  const { truth } = stage;
  const neighbourly = withRules(truth, 'server-group', rule('neighbours-in', {
    ...tcp(22), remote: { kind: 'security-group', id: 'server-group', name: 'server-group' },
  }));
  const all = [aclRule('all-in', {}), aclRule('all-out', { direction: 'outbound' })];

  it('a rule that goes or comes counts for the next connection', async () => {
    for (let round = 0; round < 3; round += 1) {
      await stage.become(withoutRule(truth, 'ssh-in'));
      await stage.sees('silence', ssh);
      await stage.become(truth);
      await stage.sees('open', ssh);
    }
  });

  it('an ACL rule that goes or comes counts for the next connection', async () => {
    for (let round = 0; round < 3; round += 1) {
      await stage.become(withAclRules(truth, [aclRule('deny', { action: 'deny', ...toPorts(22) }), ...all]));
      await stage.sees('silence', ssh);
      await stage.become(withAclRules(truth, all));
      await stage.sees('open', ssh);
    }
  });

  it('a connection that is open stays when its rule goes', async () => {
    const server = await stage.logIn();
    await stage.become(withoutRule(truth, 'ssh-in'));
    await server.isThere();
    await stage.sees('silence', ssh);
    await server.isThere();
  });

  it('a connection between servers stays when its rules go', async () => {
    await stage.become(neighbourly);
    const server = await stage.logIn();
    const neighbour = await stage.logIn({ at: neighbourAddress, through: server });
    await stage.become(withoutRule(withoutRule(neighbourly, 'neighbours-in'), 'all-out'));
    await neighbour.isThere();
    await server.sees('silence', `${neighbourAddress}:22`);
    await neighbour.isThere();
  });

  it('a connection stays when its client leaves the group that was let in', async () => {
    await stage.become(neighbourly);
    const server = await stage.logIn();
    const neighbour = await stage.logIn({ at: neighbourAddress, through: server });
    await stage.become(withServer(withRules(neighbourly, 'apart', rule('apart-out', { direction: 'outbound' })), { securityGroupIds: ['apart'] }));
    await neighbour.isThere();
    await server.sees('silence', `${neighbourAddress}:22`);
    await neighbour.isThere();
  });

  it('a connection stays when its server has no group any more', async () => {
    const server = await stage.logIn();
    await stage.become(withServer(truth, { securityGroupIds: [] }));
    await server.isThere();
    await stage.sees('silence', ssh);
  });

  it('the same truth twice disturbs nothing', async () => {
    const server = await stage.logIn();
    await stage.become(truth);
    await stage.become(structuredClone(truth));
    await server.isThere();
    await server.sees('open', kafka);
  });

  it('a change elsewhere disturbs nothing', async () => {
    await stage.become(neighbourly);
    const server = await stage.logIn();
    const neighbour = await stage.logIn({ at: neighbourAddress, through: server });
    for (const next of [
      withTwinVpc(neighbourly, [stage.keys.publicKey]),
      withServers(neighbourly, anotherServer([stage.keys.publicKey], 3, { floatingAddress: '198.51.100.11' })),
      withGateway(neighbourly, { lifecycleState: 'pending' }),
      withRules(neighbourly, 'server-group', rule('web-in', tcp(80))),
      withAclRules(neighbourly, [aclRule('udp', { action: 'deny', protocol: 'udp' }), ...all]),
      { ...neighbourly, services: [] },
    ]) {
      await stage.become(next);
      await neighbour.isThere();
      await server.isThere();
    }
    await stage.become(neighbourly);
    await neighbour.isThere();
  });

  it('many changes end in the last one', async () => {
    const without = withoutRule(truth, 'kafka-in');
    const server = await stage.logIn();
    for (const next of [without, truth, { ...truth, endpointGateways: [] }, without, withAclRules(truth, all), withoutServer(truth, 'server-2'), without, truth, without]) {
      await stage.become(next);
    }
    await server.sees('silence', kafka);
    await stage.become(truth);
    await server.sees('open', kafka);
  });

  it('a stopped server hangs up, and lets in again when it runs', async () => {
    const server = await stage.logIn();
    await stage.become(withServer(truth, { running: false }));
    await server.session.closed;
    await stage.become(truth);
    await (await stage.logIn()).sees('open', kafka);
  });

  it('a server that stops leaves its neighbours\' connections alone', async () => {
    const server = await stage.logIn();
    await stage.become(withServer(truth, { running: false }, 'server-2'));
    await server.sees('open', kafka);
  });

  it('a whole VPC that goes and comes back works again, and the other one all the time', async () => {
    const two = withTwinVpc(truth, [stage.keys.publicKey]);
    await stage.become(two);
    const server = await stage.logIn();
    await stage.become(truth);
    await Promise.all([stage.sees('silence', `${otherFloatingAddress}:22`), server.sees('open', kafka)]);
    await stage.become(two);
    await Promise.all([(await stage.logIn({ at: otherFloatingAddress })).sees('open', kafka), server.isThere()]);
  });
}
