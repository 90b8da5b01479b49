import type { NewSecurityGroupRule } from '../../../../src/cloud/vpcRequests';
import type { VpnBench } from './bench';
import type { VpnFault } from './fault';

async function groupOf({ vpc, connection, signal }: VpnBench, part: 'server' | 'gateway') {
  const found = (await vpc.listSecurityGroups({}, signal)).find(({ name }) => name === `${connection.id}-${part}`);
  if (found === undefined) throw new Error(`There is no group ${part}.`);
  return found;
}

async function removeRules(bench: VpnBench, part: 'server' | 'gateway', direction: 'inbound' | 'outbound'): Promise<void> {
  const { id, rules } = await groupOf(bench, part);
  for (const rule of rules) if (rule.direction === direction) await bench.vpc.deleteSecurityGroupRule(id, rule.id, bench.signal);
  await bench.product.sandbox.settled();
}

const tcp443: NewSecurityGroupRule = { direction: 'inbound', protocol: 'tcp', portMin: 443, portMax: 443, remote: { kind: 'cidr', cidr: '0.0.0.0/0' } };

/** What goes wrong with what was made in the cloud, and with the way to it. */
export const cloudFaults: readonly VpnFault[] = [
  {
    what: 'UDP blocked on the way', verdict: 'tunnel vpn.port-blocked', remedy: 'the server on TCP 443',
    make: async (bench) => {
      await bench.person.hangUp();
      bench.heals(await bench.lab.fault({ kind: 'udp-blocked', host: 'laptop' }));
      await bench.person.dial({ unseen: true }, bench.signal);
    },
    mend: async (bench) => {
      await bench.vpc.createSecurityGroupRule((await groupOf(bench, 'server')).id, tcp443, bench.signal);
      await bench.change({ protocol: 'tcp' });
      await bench.person.connect({}, bench.signal);
    },
    after: (bench) => bench.change({ protocol: 'udp' }),
  },
  {
    what: 'the server\'s group lets nobody in', verdict: 'tunnel vpn.port-blocked', remedy: 'planned and run again',
    make: async (bench) => {
      await bench.person.hangUp();
      await removeRules(bench, 'server', 'inbound');
      await bench.person.dial({ unseen: true }, bench.signal);
    },
    mend: async (bench) => {
      await bench.setUp();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'the gateway\'s group lets no client in', verdict: 'tcp tcp.timeout', remedy: 'planned and run again',
    make: (bench) => removeRules(bench, 'gateway', 'inbound'),
    mend: (bench) => bench.setUp(),
  },
  {
    what: 'a routing table that takes no routes of VPN servers', verdict: 'tcp tcp.timeout', remedy: 'planned and run again',
    make: async ({ vpc, connection, product, signal }) => {
      const network = (await vpc.listVpcs(signal)).find(({ name }) => name === connection.choices.vpc.name);
      const [table] = await vpc.listRoutingTables(network?.id ?? '', signal);
      await vpc.acceptRoutesFrom(network?.id ?? '', await vpc.getVersionedRoutingTable(network?.id ?? '', table?.id ?? '', signal), [], signal);
      await product.sandbox.settled();
    },
    mend: (bench) => bench.setUp(),
  },
  {
    what: 'no route to the resolvers', verdict: 'vpn-routes vpn.no-routes', remedy: 'planned and run again',
    make: async ({ vpc, serverId, product, signal }) => {
      const route = (await vpc.listVpnRoutes(serverId, signal)).find(({ destination }) => destination === '161.26.0.0/16');
      await vpc.deleteVpnRoute(serverId, route?.id ?? '', signal);
      await product.sandbox.settled();
    },
    mend: async (bench) => {
      await bench.setUp();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'the authorization to read certificates is gone', verdict: 'vpn-server vpn.cannot-access-server-certificate', remedy: 'planned and run again',
    make: async ({ product, connection, signal }) => {
      const { cloud, sandbox } = product;
      for (const { id } of await cloud.policies.listAuthorizations(connection.accountId, signal)) await cloud.policies.deletePolicy(id, signal);
      await sandbox.settled();
    },
    mend: async (bench) => {
      await bench.setUp();
      await bench.person.connect({}, bench.signal);
    },
  },
];
