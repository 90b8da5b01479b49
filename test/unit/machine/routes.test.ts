import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { linuxRoutes, macRoutes, windowsRoutes } from '../../../src/machine/routes';
import { ownNetworks } from '../../../src/machine/networks';
import { judgePool } from '../../../src/model/clientPool';

const { signal } = new AbortController();
const linux = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
tun0\t00000080\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0
tun0\t0000F00A\t0100080A\t0003\t0\t0\t0\t00C0FFFF\t0\t0\t0
`;
const mac = `Routing tables

Internet:
Destination        Gateway            Flags               Netif Expire
default            192.168.1.1        UGScg                 en0
0/1                10.8.0.5           UGSc                utun3
10/8               10.8.0.5           UGSc                utun3
127                127.0.0.1          UCS                   lo0
169.254            link#12            UCS                   en0      !
172.16.4/22        10.8.0.5           UGSc                utun3
192.168.1          link#12            UCS                   en0      !
192.168.1.1/32     link#12            UCS                   en0      !
192.168.1.1        a4:91:b1:0:0:1     UHLWIir               en0   1190
224.0.0/4          link#12            UmCS                  en0      !
`;
const windows = `===========================================================================
Schnittstellenliste
 12...00 15 5d 01 02 03 ......Intel(R) Wi-Fi 6
===========================================================================

IPv4-Routentabelle
===========================================================================
Aktive Routen:
     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik
          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.50     35
         10.0.0.0        255.0.0.0         10.8.0.1         10.8.0.2     26
        127.0.0.0        255.0.0.0   Auf Verbindung         127.0.0.1    331
      192.168.1.0    255.255.255.0   Auf Verbindung      192.168.1.50    291
===========================================================================
Ständige Routen:
         10.9.0.0      255.255.0.0         10.8.0.1       1
`.replace(/\n/g, '\r\n');

const told = (routes: readonly { range: string; through: string }[]) => routes.map(({ range, through }) => `${range} ${through}`);

describe('the routes of a machine', () => {
  it('are read of Linux', () => {
    assert.deepEqual(told(linuxRoutes(linux)), ['0.0.0.0/0 eth0', '192.168.1.0/24 eth0', '128.0.0.0/1 tun0', '10.240.0.0/18 tun0']);
  });

  it('are read of macOS, which leaves out zeros and lengths', () => {
    assert.deepEqual(told(macRoutes(mac)), [
      '0.0.0.0/1 utun3', '10.0.0.0/8 utun3', '127.0.0.0/8 lo0', '169.254.0.0/16 en0', '172.16.4.0/22 utun3', '192.168.1.0/24 en0', '192.168.1.1/32 en0', '192.168.1.1/32 en0', '224.0.0.0/4 en0',
    ]);
  });

  it('are read of Windows in any language, those that are in use', () => {
    assert.deepEqual(told(windowsRoutes(windows)), ['0.0.0.0/0 192.168.1.50', '10.0.0.0/8 10.8.0.2', '127.0.0.0/8 127.0.0.1', '192.168.1.0/24 192.168.1.50']);
  });

  it('are none of a text that has none', () => {
    for (const read of [linuxRoutes, macRoutes, windowsRoutes]) assert.deepEqual(read('sh: command not found\n\u0000'), []);
  });
});

describe('this machine\'s own networks', () => {
  const wifi = { 'Wi-Fi': [{ address: '192.168.1.50', netmask: '255.255.255.0', family: 'IPv4' as const, mac: '', internal: false, cidr: '192.168.1.50/24' }] };

  it('are its links and routes, each once, without what leads to everything else', async () => {
    assert.deepEqual(await ownNetworks(signal, 'win32', () => Promise.resolve(windows), wifi), { networks: [{ range: '192.168.1.0/24', name: 'Wi-Fi' }, { range: '10.0.0.0/8', name: '10.8.0.2' }] });
    const { networks } = await ownNetworks(signal, 'darwin', () => Promise.resolve(mac), wifi);
    assert.deepEqual(networks.map(({ range }) => range), ['192.168.1.0/24', '10.0.0.0/8', '172.16.4.0/22', '192.168.1.1/32']);
  });

  it('name what a pool would collide with', async () => {
    const { networks } = await ownNetworks(signal, 'win32', () => Promise.resolve(''), wifi);
    assert.equal(judgePool('192.168.0.0/22', { vpcPrefixes: [], ownNetworks: networks, otherPools: [], userRanges: [], targets: [] }), '192.168.0.0/22 overlaps your own network 192.168.1.0/24 (Wi-Fi).');
  });

  it('say that the routes are missing where they cannot be read, and end with the signal', async () => {
    const broken = await ownNetworks(signal, 'darwin', () => Promise.reject(new Error('no netstat')), wifi);
    assert.match(broken.problem ?? '', /no netstat$/);
    assert.equal(broken.networks.length, 1);
    await assert.rejects(() => ownNetworks(AbortSignal.abort(), 'darwin', () => Promise.reject(new Error('aborted')), wifi), { name: 'AbortError' });
  });

  it('are read of the machine that this runs on', async function () {
    if (process.platform !== 'linux') this.skip();
    const { networks, problem } = await ownNetworks(signal);
    assert.equal(problem, undefined);
    const wanted = linuxRoutes(await readFile('/proc/net/route', 'utf8')).filter(({ range }) => Number(range.split('/')[1]) >= 8).map(({ range }) => range);
    assert.deepEqual(wanted.filter((range) => !networks.some((each) => each.range === range) && !/^(?:127|169\.254|22[4-9])\./.test(range)), []);
  });
});
