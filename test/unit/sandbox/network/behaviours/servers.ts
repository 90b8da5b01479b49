import assert from 'node:assert/strict';
import { withoutServer, withRules, withServer, withServers } from '../variations';
import { otherFloatingAddress, withOtherVpc, withTwinVpc } from '../otherVpc';
import { anotherServer, floatingAddress, laptopAddress, neighbourAddress, rule, serverAddress, tcp } from '../truths';
import type { Stage } from './stage';

/** What a virtual server finds around it. */
export function seenFromAServer(stage: Stage): void {
  const { truth } = stage;
  const everybodyIn = withRules(truth, 'server-group', rule('everybody-in', {}));

  it('a neighbour answers where a rule lets it in', async () => {
    await stage.become(everybodyIn);
    await (await stage.logIn()).sees('open', `${neighbourAddress}:22`);
  });

  it('a neighbour without a rule for it is silent', async () => {
    await (await stage.logIn()).sees('silence', `${neighbourAddress}:22`);
  });

  it('a neighbour\'s port that nobody listens on is refused where a rule lets it in', async () => {
    await stage.become(everybodyIn);
    await (await stage.logIn()).sees('refused', `${neighbourAddress}:80`);
  });

  it('a neighbour in another subnet answers where a rule lets it in', async () => {
    const far = anotherServer([stage.keys.publicKey], 13, { subnetId: 'subnet-2', address: '10.240.64.13' });
    await stage.become(withServers(everybodyIn, far));
    const server = await stage.logIn();
    await Promise.all([server.sees('open', '10.240.64.13:22'), server.sees('refused', '10.240.64.13:80')]);
  });

  it('a neighbour in another subnet without a rule for it is silent', async () => {
    const far = anotherServer([stage.keys.publicKey], 13, { subnetId: 'subnet-2', address: '10.240.64.13' });
    await stage.become(withServers(truth, far));
    await (await stage.logIn()).sees('silence', '10.240.64.13:22');
  });

  it('a stopped neighbour is silent, and answers when it runs again', async () => {
    await stage.become(withServer(everybodyIn, { running: false }, 'server-2'));
    const server = await stage.logIn();
    await server.sees('silence', `${neighbourAddress}:22`);
    await stage.become(everybodyIn);
    await server.sees('open', `${neighbourAddress}:22`);
  });

  it('a neighbour that is gone is silent', async () => {
    const server = await stage.logIn();
    await stage.become(withoutServer(everybodyIn, 'server-2'));
    await server.sees('silence', `${neighbourAddress}:22`);
  });

  it('an address of the subnet that nobody has is silent', async () => {
    await stage.become(everybodyIn);
    await (await stage.logIn()).sees('silence', '10.240.0.77:22', '10.240.64.77:22');
  });

  it('its own address and the loopback lead to itself, whatever the rules', async () => {
    const server = await stage.logIn();
    await stage.become(withServer(truth, { securityGroupIds: ['gateway-group'] }));
    await Promise.all([
      server.sees('open', `${serverAddress}:22`, '127.0.0.1:22'),
      server.sees('refused', `${serverAddress}:9`, '127.0.0.1:9'),
    ]);
  });

  it('a neighbour is signed in to by way of it', async () => {
    await stage.become(everybodyIn);
    const neighbour = await stage.logIn({ at: neighbourAddress, through: await stage.logIn() });
    assert.equal((await neighbour.session.exec('hostname')).stdout, 'neighbour\n');
  });

  it('the internet is silent without a floating IP', async () => {
    await stage.become(everybodyIn);
    const neighbour = await stage.logIn({ at: neighbourAddress, through: await stage.logIn() });
    await neighbour.sees('silence', `${laptopAddress}:22`, '198.51.100.99:443', '192.0.2.1:443');
  });

  it('private addresses outside the VPC are silent', async () => {
    await stage.become(everybodyIn);
    const neighbour = await stage.logIn({ at: neighbourAddress, through: await stage.logIn() });
    await neighbour.sees('silence', '10.99.0.4:22', '172.16.0.4:22', '192.168.50.20:22');
  });

  it('another VPC is silent, whatever the rules', async () => {
    const two = withOtherVpc(everybodyIn, [stage.keys.publicKey]);
    await stage.become({
      ...two,
      securityGroups: two.securityGroups.map((each) => ({ ...each, rules: [rule(`${each.id}-in`, {}), rule(`${each.id}-out`, { direction: 'outbound' })] })),
    });
    const [here, there] = [await stage.logIn(), await stage.logIn({ at: otherFloatingAddress })];
    await Promise.all([
      here.sees('silence', '10.250.0.4:22', '10.250.0.5:22', '10.250.64.4:9093'),
      there.sees('silence', '10.240.0.4:22', '10.240.0.5:22', '10.240.64.4:9093'),
      here.sees('open', '10.240.0.5:22'),
      there.sees('open', '10.250.0.5:22'),
    ]);
  });

  const twinNeighbourIn = rule('twin-neighbours-in', { ...tcp(22), remote: { kind: 'cidr', cidr: '10.240.0.0/24' } });

  it('another VPC with the same addresses has its own servers there', async () => {
    await stage.become(withRules(withTwinVpc(everybodyIn, [stage.keys.publicKey]), 'twin-server-group', twinNeighbourIn));
    for (const [at, name] of [[floatingAddress, 'neighbour'], [otherFloatingAddress, 'twin-neighbour']] as const) {
      const neighbour = await stage.logIn({ at: neighbourAddress, through: await stage.logIn({ at }) });
      assert.equal((await neighbour.session.exec('hostname')).stdout, `${name}\n`);
    }
  });

  it('another VPC with the same addresses goes by its own rules', async () => {
    await stage.become(withRules(withTwinVpc(truth, [stage.keys.publicKey]), 'twin-server-group', twinNeighbourIn));
    const [here, there] = [await stage.logIn(), await stage.logIn({ at: otherFloatingAddress })];
    await Promise.all([here.sees('silence', `${neighbourAddress}:22`), there.sees('open', `${neighbourAddress}:22`)]);
  });
}
