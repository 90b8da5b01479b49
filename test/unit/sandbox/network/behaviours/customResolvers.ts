import assert from 'node:assert/strict';
import type { NetworkTruth, ResolverTruth } from '../../../../../src/sandbox/dataPlane';
import { brokerName, customResolver, gatewayAddress, locationAddresses, rule, serverAddress } from '../truths';
import { withRules } from '../variations';
import type { Stage } from './stage';

const noSuchName = 3;
const [one, two] = locationAddresses;

/** A custom resolver of DNS Services, asked from a server of its VPC. */
export function customResolvers(stage: Stage): void {
  const asked = ['tcp', 'udp'].map((protocol) => rule(`dns-${protocol}`, {
    direction: 'inbound', protocol, portMin: 53, portMax: 53, remote: { kind: 'address', address: serverAddress },
  }));
  const out = rule('resolver-out', { direction: 'outbound' });
  const open = withRules(stage.truth, 'resolver-group', ...asked, out);
  const shut = withRules(stage.truth, 'resolver-group', out);
  const having = (truth: NetworkTruth, change: Partial<ResolverTruth> = {}): NetworkTruth => ({ ...truth, resolvers: [customResolver(change)] });
  const told = async (): Promise<readonly string[]> =>
    [...(await (await stage.logIn()).session.exec('cat /etc/resolv.conf')).stdout.matchAll(/^nameserver (\S+)/gm)].flatMap(([, address]) => address ?? []);

  it('answers the VPC\'s private names at each of its locations, enabled or not', async () => {
    for (const enabled of [false, true]) {
      await stage.become(having(open, { enabled }));
      const server = await stage.logIn();
      for (const location of [one, two]) {
        assert.deepEqual(await server.asks(location, brokerName), { code: 0, addresses: [gatewayAddress] });
        assert.deepEqual(await server.asks(location, 'no-such.example.com'), { code: noSuchName, addresses: [] });
      }
    }
  });

  it('is what servers ask once it is enabled, and again no more', async () => {
    await stage.become(having(open));
    assert.deepEqual(await told(), ['161.26.0.7', '161.26.0.8']);
    await stage.become(having(open, { enabled: true }));
    assert.deepEqual(await told(), [one, two]);
    assert.deepEqual(await (await stage.logIn()).addressesOf(brokerName), [gatewayAddress]);
    await stage.become(open);
    assert.deepEqual(await told(), ['161.26.0.7', '161.26.0.8']);
  });

  it('is silent where its security group lets nobody ask', async () => {
    await stage.become(having(shut));
    const server = await stage.logIn();
    await server.sees('silence', `${one}:53`, `${two}:53`);
    assert.deepEqual(await server.addressesOf(brokerName), [gatewayAddress], 'the cloud\'s own resolvers are asked all the same');
  });

  it('answers questions alone', async () => {
    await stage.become(having(withRules(open, 'resolver-group', rule('all-in', {}))));
    await (await stage.logIn()).sees('refused', `${one}:80`);
  });
}
