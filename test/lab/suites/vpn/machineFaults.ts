import type { VpnBench } from './bench';
import type { VpnFault } from './fault';

const lan = 'lan0';

/** Another network that the laptop is in, until it is healed. */
async function joinLan(bench: VpnBench, address: string): Promise<void> {
  const ip = (...words: string[]): Promise<string> => bench.here('ip', ...words);
  await ip('link', 'add', lan, 'type', 'veth', 'peer', 'name', `${lan}-far`);
  bench.heals(() => ip('link', 'del', lan));
  for (const device of [lan, `${lan}-far`]) await ip('link', 'set', device, 'up');
  await ip('addr', 'add', address, 'dev', lan);
}

/** A network of eight addresses, of which the endpoint gateway has one: a more exact route than that of its subnet. */
async function lanAroundGateway({ vpc, connection, signal }: VpnBench): Promise<string> {
  const gateways = await vpc.listEndpointGateways({}, signal);
  const address = gateways.find(({ targetCrn }) => targetCrn === connection.instance.crn)?.addresses[0]?.address ?? '';
  const [last, first] = [Number(address.split('.').at(-1)), address.replace(/\d+$/, '')];
  const own = (last & ~7) + (last % 8 === 1 ? 2 : 1);
  return `${first}${own}/29`;
}

/** Without the lines that let plain openvpn tell the machine of name servers. */
const withoutScripts = (profile: string): string => profile.replace(/^(?:up|down|script-security) .*$/gm, '');

/** What goes wrong with the tunnel on the laptop, and on the way to the server. */
export const machineFaults: readonly VpnFault[] = [
  {
    what: 'not started', verdict: 'tunnel vpn.not-up', remedy: 'connected',
    make: ({ person }) => person.hangUp(),
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'routes not set by the client', verdict: 'vpn-routes vpn.up-without-routes', remedy: 'connected with the profile as it is saved',
    make: ({ person, signal }) => person.connect({ more: ['--route-noexec'] }, signal),
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'a route made since', verdict: 'vpn-routes vpn.old-routes', remedy: 'reconnected',
    make: async ({ vpc, serverId, product, signal }) => {
      await vpc.createVpnRoute(serverId, { name: 'later', destination: '10.99.0.0/24', action: 'translate' }, signal);
      await product.sandbox.settled();
    },
    mend: ({ person, signal }) => person.connect({}, signal),
    after: async ({ vpc, serverId, product, signal }) => {
      const made = (await vpc.listVpnRoutes(serverId, signal)).find(({ name }) => name === 'later');
      await vpc.deleteVpnRoute(serverId, made?.id ?? '', signal);
      await product.sandbox.settled();
    },
  },
  {
    what: 'no name servers pushed', verdict: 'vpn-names vpn.dns-not-pushed', remedy: 'client DNS set at the server',
    make: async (bench) => {
      await bench.change({ dnsServers: [] });
      await bench.person.connect({}, bench.signal);
    },
    mend: async (bench) => {
      await bench.change({ dnsServers: bench.connection.choices.dnsServers });
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'name servers left aside by plain openvpn', verdict: 'vpn-names vpn.dns-ignored', remedy: 'connected with the profile as it is saved',
    make: ({ person, signal }) => person.connect({ edit: withoutScripts }, signal),
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'name servers lost at the second connect', verdict: 'vpn-names vpn.dns-lost', remedy: 'reconnected',
    make: async (bench) => {
      const dial = await bench.person.connect({ more: ['--auth-nocache'] }, bench.signal);
      await bench.person.type();
      const from = dial.said.length;
      await bench.disconnect(dial);
      await dial.up(from);
      await bench.here('resolvconf', '-d', 'tun0.openvpn');
    },
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'the laptop in a network with the pool\'s addresses', verdict: 'tunnel vpn.pool-overlaps', remedy: 'another network',
    make: (bench) => joinLan(bench, '172.20.2.77/24'),
    mend: (bench) => bench.heal(),
  },
  {
    what: 'the laptop in a network with a part of a subnet\'s range', verdict: 'vpn-routes vpn.lan-overlaps', remedy: 'another network',
    make: async (bench) => joinLan(bench, await lanAroundGateway(bench)),
    mend: (bench) => bench.heal(),
  },
  {
    what: 'an MTU black hole on the way', verdict: 'vpn-packet-size vpn.packet-size', remedy: 'mssfix 1360 in the profile',
    make: async (bench) => {
      bench.heals(await bench.lab.fault({ kind: 'mtu-black-hole', host: 'laptop', bytes: 1400 }));
    },
    mend: ({ person, signal }) => person.connect({ smallPackets: 'mssfix' }, signal),
    after: ({ person, signal }) => person.connect({}, signal),
  },
];
