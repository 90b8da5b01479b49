import assert from 'node:assert/strict';
import { emptyTruth, type DataPlane, type NetworkTruth } from '../../../src/sandbox/dataPlane';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { newKeyPair } from '../../unit/sandbox/network/sshClient';
import { brokerName, floatingAddress, gatewayAddress, rule, vpnServer, workingTruth } from '../../unit/sandbox/network/truths';
import { thisLab } from '../client';
import { publicResolver, site } from '../network/addresses';

/** What the embedded network has no part of: the internet, pings, VPNs, custom resolvers, an on-premises site. */
describe('the lab\'s network, beyond what every network of the sandbox does', () => {
  const lab = thisLab();
  const truth = workingTruth([newKeyPair().publicKey]);
  let plane: DataPlane;

  before(async () => { plane = await remotePlane(lab.socket); });
  beforeEach(() => plane.apply(truth));
  after(() => plane.apply(emptyTruth));

  const [long, short] = [20, 1];
  const jump = 'server/server-1';
  const neighbour = 'server/server-2';
  const withRules = (groupId: string, ...rules: NetworkTruth['securityGroups'][number]['rules'][number][]): NetworkTruth => ({
    ...truth, securityGroups: truth.securityGroups.map((group) => group.id === groupId ? { ...group, rules: [...group.rules, ...rules] } : group),
  });
  // What should come is waited for as long as it takes, what should not for a moment.
  const connects = async (host: string, address: string, port: number, seconds: number): Promise<boolean> =>
    (await lab.run(host, ['timeout', String(seconds), 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`])).code === 0;
  const pings = async (host: string, address: string, seconds: number): Promise<boolean> => (await lab.run(host, ['ping', '-c', '1', '-W', String(seconds), address])).code === 0;

  describe('the internet', () => {
    it('is reached by a floating IP, and by nobody without one', async () => {
      assert.deepEqual([await connects(jump, publicResolver, 53, long), await connects(neighbour, publicResolver, 53, short)], [true, false]);
    });

    it('is reached through a public gateway, under its address, and finds no way in by it', async () => {
      const publicGateways = [{ id: 'public-1', name: 'egress', vpcId: 'vpc-1', address: '198.51.100.50' }];
      const subnets = truth.subnets.map((subnet) => ({ ...subnet, publicGateway: { id: 'public-1', name: 'egress' } }));
      await plane.apply({ ...truth, publicGateways, subnets });
      assert.equal(await seenFrom(neighbour), '198.51.100.50');
      assert.equal(await seenFrom(jump), floatingAddress, 'a floating IP comes first');
      assert.equal(await connects('laptop', '198.51.100.50', 22, short), false);
      await plane.apply(truth);
      assert.equal(await connects(neighbour, publicResolver, 53, short), false);
    });

    it('carries nothing to private addresses', async () => {
      assert.deepEqual([await connects('laptop', '10.240.0.4', 22, short), await connects('site-server', gatewayAddress, 9093, short)], [false, false]);
    });
  });

  describe('a ping', () => {
    it('passes by a rule for its type alone', async () => {
      assert.equal(await pings('laptop', floatingAddress, short), false);
      await plane.apply(withRules('server-group', rule('ping', { protocol: 'icmp', type: 8, code: 0 })));
      assert.equal(await pings('laptop', floatingAddress, long), true);
      await plane.apply(withRules('server-group', rule('ping', { protocol: 'icmp', type: 13 })));
      assert.equal(await pings('laptop', floatingAddress, short), false);
    });

    it('is answered by no endpoint gateway, whatever its group lets in', async () => {
      await plane.apply(withRules('gateway-group', rule('all', { protocol: 'any' })));
      assert.deepEqual([await pings(jump, gatewayAddress, short), await connects(jump, gatewayAddress, 9093, long)], [false, true]);
    });
  });

  describe('hosts of the routes to come', () => {
    const vpn = (port: number): NetworkTruth => ({
      ...withRules('server-group', rule('vpn', { protocol: 'udp', portMin: port, portMax: port }), rule('ping', { protocol: 'icmp' })),
      vpnServers: [vpnServer()],
      vpnGateways: [{ id: 'gw-1', name: 'office', vpcId: 'vpc-1', mode: 'policy', connections: [], places: [{ address: '10.240.0.10', subnetId: 'subnet-1', publicAddress: '198.51.100.61' }] }],
    });
    const server = 'vpn-server/vpn-1/10.240.0.9';
    const gateway = 'vpn-gateway/gw-1/10.240.0.10';

    it('a VPN server is found by its public address as its group says, and reaches what the group reaches', async () => {
      await plane.apply(vpn(443));
      assert.equal(await pings('laptop', '198.51.100.60', long), true);
      assert.equal(await datagram('laptop', '198.51.100.60', server, 443, long), true);
      assert.equal(await connects(server, gatewayAddress, 9093, long), true);
      await plane.apply(vpn(1194));
      assert.equal(await datagram('laptop', '198.51.100.60', server, 443, short), false);
    });

    it('a VPN gateway is found by its public address from the site, with no group before it', async () => {
      await plane.apply(vpn(443));
      assert.equal(await datagram('site-gateway', '198.51.100.61', gateway, 500, long), true);
    });

    it('the site\'s server reaches the internet through its gateway, and knows public names', async () => {
      assert.equal(await connects('site-server', publicResolver, 53, long), true);
      const { out } = await lab.run('site-server', ['dig', '+short', `@${site.gateway}`, 'public.example.com']);
      assert.equal(out.trim(), '192.0.2.80');
    });
  });

  it('a custom resolver answers private names, and servers ask it once it is enabled', async () => {
    const resolvers = [{ id: 'resolver-1', name: 'own-names', vpcId: 'vpc-1', places: [{ address: '10.240.0.20', subnetId: 'subnet-1' }], enabled: false }];
    const asked = async (): Promise<string> => (await lab.run(jump, ['sh', '-c', 'grep nameserver /etc/resolv.conf | head -1'])).out.trim();
    await plane.apply({ ...truth, resolvers });
    assert.equal(await asked(), 'nameserver 161.26.0.7');
    assert.equal((await lab.run(jump, ['dig', '+short', '@10.240.0.20', brokerName])).out.trim(), gatewayAddress);
    await plane.apply({ ...truth, resolvers: resolvers.map((each) => ({ ...each, enabled: true })) });
    assert.equal(await asked(), 'nameserver 10.240.0.20');
    assert.equal((await lab.run(jump, ['getent', 'ahostsv4', brokerName])).code, 0);
  });

  describe('a state that it cannot make', () => {
    const cases: readonly (readonly [string, NetworkTruth, RegExp])[] = [
      ['a protocol that nobody knows', withRules('server-group', rule('odd', { protocol: 'carrier-pigeon' })), /security group "server-group".*carrier-pigeon/],
      ['two with one address', { ...truth, servers: truth.servers.map((each) => ({ ...each, address: '10.240.0.4' })) }, /"jump" has the address 10\.240\.0\.4/],
      ['an address outside its subnet', { ...truth, servers: truth.servers.map((each) => ({ ...each, address: '10.9.9.9' })) }, /"jump".*10\.9\.9\.9 is not in 10\.240\.0\.0\/24/],
      ['a range that is none', withRules('server-group', rule('odd', { remote: { kind: 'cidr', cidr: '10.0.0.0/8; reboot' } })), /"10\.0\.0\.0\/8; reboot" is not a range/],
      ['a name that is none', { ...truth, endpointGateways: truth.endpointGateways.map((each) => ({ ...each, serviceEndpoints: ['a b$(id)'] })) }, /"a b\$\(id\)" is not a name/],
    ];
    for (const [what, next, words] of cases) {
      it(`is refused by its name and changes nothing: ${what}`, async () => {
        await assert.rejects(plane.apply(next), words);
        assert.equal(await connects('laptop', floatingAddress, 22, long), true);
      });
    }
  });

  /** Which address a server has on the internet, as somebody there sees it. */
  async function seenFrom(host: string): Promise<string> {
    const listen = 'import socket; s = socket.create_server(("192.0.2.80", 8080)); s.settimeout(20); print(s.accept()[1][0])';
    const listening = lab.run('internet', ['python3', '-c', listen]);
    const tries = 'for i in $(seq 150); do timeout 5 bash -c "exec 3<>/dev/tcp/192.0.2.80/8080" 2>/dev/null && exit; sleep 0.1; done';
    await lab.run(host, ['bash', '-c', tries]);
    return (await listening).out.trim();
  }

  /** Whether a datagram arrives: one after another is sent for as long as somebody listens. */
  async function datagram(from: string, address: string, to: string, port: number, seconds: number): Promise<boolean> {
    const listen = `import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("", ${port})); s.settimeout(${seconds}); print(s.recv(9).decode())`;
    const heard = new AbortController();
    const listening = lab.run(to, ['python3', '-c', listen]).finally(() => heard.abort());
    while (!heard.signal.aborted) await lab.run(from, ['bash', '-c', `for i in 1 2 3; do echo here >/dev/udp/${address}/${port}; sleep 0.05; done`]);
    return (await listening).out.trim() === 'here';
  }
});
