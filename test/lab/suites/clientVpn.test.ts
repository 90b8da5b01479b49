import assert from 'node:assert/strict';
import { runChecks } from '../../../src/diagnose/ladder';
import type { Connection } from '../../../src/model/connection';
import type { Instance } from '../../../src/model/instance';
import { pushedIn } from '../../../src/openvpn/pushed';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { pacedClock } from '../../../src/setup/engine/clock';
import type { ClientVpnChoices } from '../../../src/setup/routes/clientVpn/choices';
import { thisLab } from '../client';
import { startCluster } from '../kafka/cluster';
import { tools, type Tools } from '../kafka/tools';
import { picture } from '../picture';
import { startProduct, type Product } from '../product';
import { vpnConnection, type VpnWish } from './vpn/connection';
import { useResolvconf } from './vpn/laptop';
import { Person } from './vpn/person';
import { roundTripHere } from './vpn/roundTrip';

const here = { zone: 'ca-mon-1', subnet: { kind: 'new' } } as const;
const there = { zone: 'ca-mon-2', subnet: { kind: 'new' } } as const;

/** Each two values of different columns meet in a row, as far as six rows hold that. */
const variants: readonly (readonly [VpnWish, ...clients: string[]])[] = [
  [{ protocol: 'udp', authentication: ['certificate'], places: [here], tunnel: 'split', toGateway: 'deliver' }, 'kcat', 'java'],
  [{ protocol: 'tcp', authentication: ['username'], places: [here], tunnel: 'full', toGateway: 'translate' }, 'kafkajs'],
  [{ protocol: 'udp', authentication: ['certificate', 'username'], places: [here, there], tunnel: 'full', toGateway: 'deliver' }, 'python'],
  [{
    protocol: 'tcp', authentication: ['certificate'], places: [here, there], tunnel: 'split', toGateway: 'translate',
    certificates: { kind: 'private', person: 'anna' },
  }, 'kcat'],
  [{ protocol: 'udp', authentication: ['username'], places: [here, there], tunnel: 'split', toGateway: 'deliver' }, 'java'],
  [{ protocol: 'tcp', authentication: ['certificate', 'username'], places: [here], tunnel: 'split', toGateway: 'translate', port: 1194 }, 'python'],
];

describe('the journey through a client VPN, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  const rows: string[] = [];
  let product: Product;
  let instance: Instance;
  let fetched: Tools;
  let untouched: Awaited<ReturnType<typeof picture>>;
  let withoutResolvconf: () => Promise<void>;

  before(async () => {
    fetched = await tools(startCluster);
    withoutResolvconf = await useResolvconf();
    product = await startProduct(await remotePlane(lab.socket), signal, { clock: pacedClock(0.02) });
    instance = await product.instance('telemetry', signal);
    untouched = await picture(lab);
  });
  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await product.stop();
    await withoutResolvconf();
  });

  for (const [wish, ...clients] of variants) {
    const title = titleOf(wish);
    describe(title, () => {
      let connection: Connection<ClientVpnChoices>;
      let person: Person | undefined;
      const listed = async () => {
        const { region, server } = product.setup.way(connection.id).vpn ?? {};
        return product.cloud.vpc(region ?? '').listVpnClients(server?.id ?? '', signal);
      };

      after(() => person?.leave());

      it('is planned with nothing in the way, and made step by step', async () => {
        connection = await vpnConnection(product, instance.name, wish, signal);
        const plan = await product.setup.plan(connection, signal);
        assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
        const run = await product.setup.run(connection.id, signal);
        assert.equal(run.state, 'done', JSON.stringify(run.steps.map(({ title: step, state, failure }) => ({ step, state, failure })), undefined, 1));
      });

      it('is dialled with the profile as it is saved: routes and name servers come from the server', async () => {
        person = await Person.of(product, connection);
        const { said } = await person.connect({}, signal);
        const pushed = pushedIn(said);
        const { servers, routes } = await expected(product, connection);
        assert.deepEqual([[...pushed?.routes ?? []].sort(), pushed?.nameServers], [routes, servers]);
        const methods = wish.authentication ?? [];
        const clientsNow = (await listed()).filter(({ status }) => status === 'connected');
        assert.deepEqual(clientsNow.map(({ address, commonName, username }) => ({ address, commonName, username })), [{
          address: pushed?.address,
          commonName: methods.includes('certificate') ? 'anna' : undefined,
          username: methods.includes('username') ? product.sandbox.state.account.email : undefined,
        }]);
      });

      it('passes every check from the laptop, without SSH', async () => {
        const report = await runChecks(await product.checkRequest(connection, signal), () => undefined, signal);
        assert.deepEqual(report.results.filter(({ state }) => state !== 'passed'), []);
        assert.deepEqual([report.headline.state, report.members.length], ['passed', 3]);
        const ofVpn = ['vpn-server', 'tunnel', 'vpn-certificates', 'vpn-routes', 'vpn-client', 'vpn-names', 'vpn-packet-size'];
        assert.deepEqual(ofVpn.filter((id) => !report.results.some(({ check }) => check === id)), []);
      });

      for (const client of clients) {
        it(`writes and reads with ${client} on the laptop, by its commands as they are given`, async () => {
          const { returned, said } = await roundTripHere(product, connection, client, fetched, signal);
          assert.ok(returned, said);
        });
      }

      it('is undone, and the network is as it was before', async () => {
        await person?.hangUp();
        const run = await product.setup.undo(connection.id, signal);
        assert.equal(run.state, 'undone', JSON.stringify(run.steps, undefined, 1));
        await product.sandbox.settled();
        assert.deepEqual(await picture(lab), untouched);
        rows.push(`${title}: dialled, resolved, checked; ${clients.join(', ')}; nothing left`);
      });
    });
  }
});

function titleOf({ protocol, port = 443, authentication = [], places = [], tunnel, toGateway, certificates }: VpnWish): string {
  const shown = authentication.map((each) => each === 'username' ? 'passcode' : certificates?.kind === 'private' ? 'private certificate' : 'certificate');
  return [
    `${protocol?.toUpperCase() ?? ''} ${port}`, shown.join(' and '), places.length === 1 ? 'one subnet' : 'two subnets', `${tunnel ?? ''} tunnel`, toGateway,
  ].join(', ');
}

/** What the API has of the server: in the full tunnel a client is told to send everything. */
async function expected(product: Product, connection: Connection<ClientVpnChoices>): Promise<{ servers: readonly string[]; routes: readonly string[] }> {
  const vpc = product.cloud.vpc(connection.instance.region);
  const id = product.setup.way(connection.id).vpn?.server?.id ?? '';
  const { signal } = new AbortController();
  const [{ dnsServers, splitTunnel }, routes] = await Promise.all([vpc.getVpnServer(id, signal), vpc.listVpnRoutes(id, signal)]);
  return { servers: dnsServers, routes: splitTunnel ? routes.map(({ destination }) => destination).sort() : ['0.0.0.0/0'] };
}
