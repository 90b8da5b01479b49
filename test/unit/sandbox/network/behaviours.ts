import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import type { Network } from '../../../../src/model/network';
import type { DataPlane, NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import {
  aclRule, brokerName, floatingAddress, gatewayAddress, neighbourAddress, withAclRules, withGateway, withoutRule, withServer, workingTruth,
} from './truths';

/** A data plane with this machine's way into it. */
export interface PlaneUnderTest {
  readonly plane: DataPlane;
  readonly laptop: Network;
}

/** Long enough for an answer that comes, short enough to wait for one that does not. */
const silence = 300;
const keys = newKeyPair();

/**
 * What every data plane does, embedded or lab: what is open, closed, resolved and refused. `make` gives a fresh one,
 * which the suite stops.
 */
export function behavesLikeTheCloudsNetwork(make: () => Promise<PlaneUnderTest>): void {
  let under: PlaneUnderTest;
  const opened: { destroy?: () => void; end?: () => void }[] = [];
  const truth = workingTruth([keys.publicKey]);

  beforeEach(async () => {
    under = await make();
    await under.plane.apply(truth);
  });

  afterEach(async () => {
    opened.splice(0).forEach((each) => each.end === undefined ? each.destroy?.() : each.end());
    await under.plane.stop();
  });

  const become = (next: NetworkTruth): Promise<void> => under.plane.apply(next);
  const jump = async (): Promise<SshClient> => kept(await logIn(under.laptop, floatingAddress, keys));
  const kept = <T extends { end: () => void }>(client: T): T => {
    opened.push({ end: () => client.end() });
    return client;
  };

  describe('from the laptop', () => {
    itReachesTheServerOnlyAsRulesSay(() => under.laptop, become, truth);

    it('private names do not resolve', async () => {
      await assert.rejects(under.laptop.resolve(brokerName, AbortSignal.timeout(5000)), { code: 'ENOTFOUND' });
    });

    it('private addresses do not answer', async () => {
      assert.equal(await connects(under.laptop, gatewayAddress, 9093), 'silence');
    });
  });

  describe('from a virtual server', () => {
    it('private names resolve to the gateway, and only there', async () => {
      const server = await jump();
      const found = await server.exec(`getent ahostsv4 ${brokerName}`);
      assert.equal(found.code, 0);
      assert.match(found.stdout, new RegExp(`^${gatewayAddress.replaceAll('.', '\\.')} +STREAM ${brokerName}\n`));
      assert.equal((await server.exec('getent ahostsv4 no-such.example.com')).code, 2);
    });

    it('names stop resolving when the gateway is gone, or not ready', async () => {
      const server = await jump();
      await become(withGateway(truth, { lifecycleState: 'pending' }));
      assert.equal((await server.exec(`getent ahostsv4 ${brokerName}`)).code, 2);
      await become({ ...truth, endpointGateways: [] });
      assert.equal((await server.exec(`getent ahostsv4 ${brokerName}`)).code, 2);
    });

    it('the gateway forwards to the service, by name and by address', async () => {
      const server = await jump();
      assert.equal(await forwards(server, brokerName, 9093), 'open');
      assert.equal(await forwards(server, gatewayAddress, 9093), 'open');
    });

    it('another port of the gateway is refused where rules let it through, and silent where they do not', async () => {
      const server = await jump();
      assert.equal(await forwards(server, gatewayAddress, 9094), 'Connection refused');
      assert.equal(await forwards(server, gatewayAddress, 443), 'silence');
    });

    it('a name that nobody has is refused as such', async () => {
      assert.equal(await forwards(await jump(), 'no-such.example.com', 9093), 'Name or service not known');
    });

    it('the gateway is silent without its inbound rule, at once', async () => {
      const server = await jump();
      await become(withoutRule(truth, 'kafka-in'));
      assert.equal(await forwards(server, brokerName, 9093), 'silence');
    });

    it('the gateway is silent when an ACL drops the answers', async () => {
      const server = await jump();
      await become(withAclRules(truth, [
        aclRule('kafka', { direction: 'outbound', protocol: 'tcp', destinationPortMin: 9093, destinationPortMax: 9093 }),
        aclRule('names', { direction: 'outbound', destination: '161.26.0.0/16' }),
        aclRule('in', { direction: 'inbound' }),
      ]));
      assert.equal(await forwards(server, brokerName, 9093), 'silence');
    });

    it('a neighbour without a rule for it is silent', async () => {
      assert.equal(await forwards(await jump(), neighbourAddress, 22), 'silence');
    });

    it('private resolvers answer over TCP', async () => {
      assert.equal(await forwards(await jump(), '161.26.0.7', 53), 'open');
    });
  });

  describe('when truth changes', () => {
    it('a connection that was open stays when its rule goes', async () => {
      const server = await jump();
      await become(withoutRule(truth, 'ssh-in'));
      assert.equal((await server.exec('true')).code, 0);
      assert.equal(await connects(under.laptop, floatingAddress, 22), 'silence');
    });

    it('a stopped server hangs up and falls silent, and answers again when it runs', async () => {
      const server = await jump();
      await become(withServer(truth, { running: false }));
      await server.closed;
      assert.equal(await connects(under.laptop, floatingAddress, 22), 'silence');
      await become(truth);
      const again = await jump();
      assert.equal(again.hostKey, server.hostKey, 'the same machine has the same host key');
    });

    it('the same truth twice changes nothing', async () => {
      const server = await jump();
      await become(truth);
      assert.equal((await server.exec('true')).code, 0);
    });
  });
}

function itReachesTheServerOnlyAsRulesSay(
  laptop: () => Network, become: (truth: NetworkTruth) => Promise<void>, truth: NetworkTruth,
): void {
  it('the floating IP answers on port 22', async () => {
    assert.equal(await connects(laptop(), floatingAddress, 22), 'open');
  });

  it('an address that nobody has is silent', async () => {
    assert.equal(await connects(laptop(), '198.51.100.99', 22), 'silence');
  });

  it('a port that nobody listens on is refused where rules let it through, and silent where they do not', async () => {
    assert.equal(await connects(laptop(), floatingAddress, 80), 'silence');
    const open = truth.securityGroups.map((group) => ({
      ...group, rules: group.rules.map((each) => each.id === 'ssh-in' ? { ...each, portMin: 1, portMax: 65535 } : each),
    }));
    await become({ ...truth, securityGroups: open });
    assert.equal(await connects(laptop(), floatingAddress, 80), 'ECONNREFUSED');
  });

  it('the server is silent to a machine that no rule names', async () => {
    await become(withoutRule(truth, 'ssh-in'));
    assert.equal(await connects(laptop(), floatingAddress, 22), 'silence');
  });

  it('the server is silent without its floating IP', async () => {
    await become(withServer(truth, { floatingAddress: undefined }));
    assert.equal(await connects(laptop(), floatingAddress, 22), 'silence');
  });
}

/** What a client sees: open, silence (it gave up), or the code of the refusal. */
export async function connects(network: Network, host: string, port: number): Promise<string> {
  try {
    const stream: Duplex = await network.connect(host, port, AbortSignal.timeout(silence));
    stream.on('error', () => stream.destroy());
    stream.destroy();
    return 'open';
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    return error.name === 'TimeoutError' ? 'silence' : 'code' in error ? String(error.code) : error.message;
  }
}

/** The same through a server: the words of its refusal. */
export async function forwards(server: SshClient, host: string, port: number): Promise<string> {
  try {
    const channel = await server.forward(host, port, silence);
    channel?.destroy();
    return channel === undefined ? 'silence' : 'open';
  } catch (error) {
    return error instanceof Error ? error.message.replace('(SSH) Channel open failure: ', '') : String(error);
  }
}
