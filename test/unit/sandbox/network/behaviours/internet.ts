import type { RuleRemote } from '../../../../../src/model/landscape';
import type { NetworkTruth } from '../../../../../src/sandbox/dataPlane';
import { otherFloatingAddress, withOtherVpc } from '../otherVpc';
import { aclRule, anotherServer, floatingAddress, neighbourAddress, rule, serverAddress, tcp } from '../truths';
import { withAclRules, withPublicGateway, withRule, withRules, withServer, withServers } from '../variations';
import type { OnServer } from './onServer';
import type { Stage } from './stage';

const stranger = `${otherFloatingAddress}:22`;
const publicGatewayAddress = '198.51.100.30';
const secondFloatingAddress = '198.51.100.11';
const address = (value: string): RuleRemote => ({ kind: 'address', address: value });

/** Servers reach the internet by a floating IP or a public gateway, and are seen there under its address: by a server of another VPC. */
export function onTheInternet(stage: Stage): void {
  /** The stranger lets in whoever has this address. */
  const letting = (remote: string, truth: NetworkTruth = stage.truth): NetworkTruth =>
    withRules(withOtherVpc(truth, [stage.keys.publicKey]), 'other-server-group', rule('guest-in', { ...tcp(1, 65535), remote: address(remote) }));
  const neighbourly = withRules(stage.truth, 'server-group', rule('neighbours-in', { ...tcp(22), remote: address(serverAddress) }));
  const onNeighbour = async (): Promise<OnServer> => stage.logIn({ at: neighbourAddress, through: await stage.logIn() });

  it('who has a floating IP finds another one, and is seen under its own', async () => {
    await stage.become(letting(floatingAddress));
    const server = await stage.logIn();
    await Promise.all([server.sees('open', stranger), server.sees('refused', `${otherFloatingAddress}:80`)]);
    await stage.become(letting(serverAddress));
    await server.sees('silence', stranger);
  });

  it('a floating IP of the same VPC is found over the internet, too', async () => {
    const open = rule('guest-in', { ...tcp(22), remote: address(floatingAddress) });
    const second = anotherServer([stage.keys.publicKey], 3, { floatingAddress: secondFloatingAddress, securityGroupIds: ['guests'] });
    await stage.become(withServers(withRules(stage.truth, 'guests', open), second));
    const server = await stage.logIn();
    await Promise.all([server.sees('open', `${secondFloatingAddress}:22`), server.sees('silence', `${second.address}:22`)]);
  });

  it('a floating IP of a stopped server is silent to servers, too', async () => {
    await stage.become(withServer(letting(floatingAddress), { running: false }, 'other-server-1'));
    await (await stage.logIn()).sees('silence', stranger);
  });

  it('outbound rules are asked about the public address', async () => {
    await stage.become(withRule(letting(floatingAddress), 'all-out', { remote: address(otherFloatingAddress) }));
    const server = await stage.logIn();
    await server.sees('open', stranger);
    await stage.become(withRule(letting(floatingAddress), 'all-out', { remote: { kind: 'cidr', cidr: '10.0.0.0/8' } }));
    await server.sees('silence', stranger);
  });

  it('the subnet\'s network ACL is asked about the public address, both ways', async () => {
    const server = await stage.logIn();
    const all = [aclRule('all-in', {}), aclRule('all-out', { direction: 'outbound' })];
    for (const deny of [
      aclRule('deny-out', { action: 'deny', direction: 'outbound', destination: `${otherFloatingAddress}/32` }),
      aclRule('deny-in', { action: 'deny', source: `${otherFloatingAddress}/32` }),
    ]) {
      await stage.become(letting(floatingAddress, withAclRules(stage.truth, [deny, ...all])));
      await server.sees('silence', stranger);
    }
  });

  it('who has neither floating IP nor public gateway finds nobody', async () => {
    await stage.become(withRules(withOtherVpc(neighbourly, [stage.keys.publicKey]), 'other-server-group', rule('guest-in', {})));
    await (await onNeighbour()).sees('silence', stranger);
  });

  it('a public gateway leads the servers of its subnet out, under its address', async () => {
    await stage.become(letting(publicGatewayAddress, withPublicGateway(neighbourly, publicGatewayAddress, 'subnet-1')));
    await (await onNeighbour()).sees('open', stranger);
  });

  it('a public gateway of another subnet leads nobody out', async () => {
    await stage.become(letting(publicGatewayAddress, withPublicGateway(neighbourly, publicGatewayAddress, 'subnet-2')));
    await (await onNeighbour()).sees('silence', stranger);
  });

  it('a server\'s floating IP goes before its subnet\'s public gateway', async () => {
    await stage.become(letting(floatingAddress, withPublicGateway(stage.truth, publicGatewayAddress, 'subnet-1')));
    await (await stage.logIn()).sees('open', stranger);
  });

  it('nobody comes in by a public gateway', async () => {
    const open = withRules(stage.truth, 'server-group', rule('everybody-in', {}));
    await stage.become(withPublicGateway(open, publicGatewayAddress, 'subnet-1'));
    await stage.sees('silence', `${publicGatewayAddress}:22`);
    await (await stage.logIn()).sees('silence', `${publicGatewayAddress}:22`);
  });
}
