import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { withSmallPackets } from '../../../src/openvpn/packetSize';
import { pushedIn } from '../../../src/openvpn/pushed';
import { resolverLines, withResolverLines } from '../../../src/openvpn/resolverLines';
import { RealOpenvpn, canTunnel } from './realOpenvpn';
import { servedProfile } from './servedProfile';

const connected = /Initialization Sequence Completed/;

describe('a completed VPN profile, taken by OpenVPN itself', function () {
  let bench: RealOpenvpn;
  before(function () {
    if (!canTunnel) {
      console.log('      Not run: OpenVPN, openssl and network namespaces (Linux, root) are needed.');
      this.skip();
    }
    bench = new RealOpenvpn();
  });
  afterEach(() => bench.stop());
  after(() => { if (canTunnel) bench.end(); });

  /** The cloud's file, with this server's authority and address. */
  const served = (options: Parameters<typeof servedProfile>[0] = {}): string => servedProfile(options)
    .replace(/(?<=<ca>\n)[^]*(?=<\/ca>)/, bench.read('ca.crt')).replace(/(?<=^remote ).*$/m, '127.0.0.1');
  const inside = () => ({ kind: 'inside' as const, certificate: bench.read('client.crt'), key: new Secret(bench.read('client.key')) });

  it('connects with certificate and key inside, with Windows\' line ends and byte order mark, and by path', async () => {
    const byPath = { kind: 'by-path' as const, certificate: bench.write('my "client" #1.crt', bench.read('client.crt')), key: bench.write('my \'client\' \\.key', bench.read('client.key')) };
    for (const profile of [
      completeProfile(served(), { identity: inside(), signsIn: false }), completeProfile(`\ufeff${served().replace(/\n/g, '\r\n')}`, { identity: inside(), signsIn: false }),
      completeProfile(served(), { identity: byPath, signsIn: false }),
    ]) {
      assert.match(await bench.clientLog(profile.reveal(), (log) => log.includes('Initialization Sequence Completed')), connected);
      bench.stop();
    }
  });

  it('asks for user and passcode where the server wants them', async () => {
    const text = completeProfile(served(), { identity: inside(), signsIn: true }).reveal();
    const log = await bench.clientLog(text, (log) => log.includes('Initialization Sequence Completed'));
    assert.match(log, /can.t ask for .Enter Auth Username/);
    assert.doesNotMatch(log, /Options error/);
  });

  it('gives the script for the resolver the pushed name servers and the instance\'s domains, and takes smaller packets', async () => {
    bench.write('resolver', '#!/bin/sh\n{ echo "$script_type $dev"; env | grep ^foreign_option; } >>told\n', 0o755);
    const lines = resolverLines({ resolver: 'systemd-resolved', script: bench.path('resolver') }, ['orders.example']);
    const profile = withResolverLines(withSmallPackets(withSmallPackets(completeProfile(served(), { identity: inside(), signsIn: false }).reveal(), 'mssfix'), 'tun-mtu'), lines);
    const log = await bench.clientLog(profile, (log) => log.includes('Initialization Sequence Completed'), ['push "dhcp-option DNS 161.26.0.7"', 'push "dhcp-option DNS 161.26.0.8"', 'push "route 10.240.0.0 255.255.255.0"']);
    assert.match(log, connected);
    assert.match(log, /net_iface_mtu_set: mtu 1320 for tun1/);
    assert.deepEqual(pushedIn(log), { routes: ['10.240.0.0/24'], nameServers: ['161.26.0.7', '161.26.0.8'], address: '10.208.0.2', mtu: 1500 });
    const told = bench.read('told');
    assert.match(told, /^up tun1$/m);
    for (const option of ['DNS 161.26.0.7', 'DNS 161.26.0.8', 'DOMAIN-ROUTE orders.example']) {
      assert.match(told, new RegExp(`^foreign_option_\\d=dhcp-option ${option}$`, 'm'));
    }
  });
});
