import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Connection } from '../../../src/model/connection';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { domainsOf } from '../../../src/onPremises/domains';
import { officeFiles } from '../../../src/onPremises/files';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { pacedClock } from '../../../src/setup/engine/clock';
import type { SiteVpnChoices } from '../../../src/setup/routes/siteVpn/choices';
import { thisLab } from '../client';
import { startCluster } from '../kafka/cluster';
import { tools, type Tools } from '../kafka/tools';
import { site } from '../network/addresses';
import type { OfficeChecks } from '../office/checks';
import { asks, inOffice } from '../office/client';
import { OfficeGateway } from '../office/gateway';
import { OfficeNameServer } from '../office/nameServer';
import { descriptionsOf, siteConnection } from '../office/ofConnection';
import { picture } from '../picture';
import { startProduct, type Product } from '../product';
import { until } from '../until';
import { roundTripHere } from './vpn/roundTrip';

const checks = join(import.meta.dirname, '../office/checks.ts');

const variants: readonly (readonly [title: string, wish: Parameters<typeof siteConnection>[2], ...clients: string[]])[] = [
  ['one zone, perfect forward secrecy', {}, 'kcat', 'java'],
  ['a VPN gateway in each of two zones, no perfect forward secrecy', {
    zones: ['ca-mon-1', 'ca-mon-2'], esp: { cipher: 'aes256gcm16', lifetime: 3600 },
  }, 'kcat'],
];

describe('the journey through a site-to-site VPN, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  let fetched: Tools;
  let product: Product;
  let untouched: Awaited<ReturnType<typeof picture>>;

  before(async () => {
    fetched = await tools(startCluster);
    product = await startProduct(await remotePlane(lab.socket), signal, { clock: pacedClock(0.02) });
    await product.sandbox.settled();
    untouched = await picture(lab);
  });
  after(() => product.stop());

  for (const [title, wish, ...clients] of variants) {
    describe(title, () => {
      let connection: Connection<SiteVpnChoices>;
      const offices: OfficeGateway[] = [];
      let names: OfficeNameServer;
      let asksAgain: () => Promise<void>;

      it('is planned with nothing in the way, and made step by step', async () => {
        connection = await siteConnection(product, 'telemetry', wish, signal);
        const plan = await product.setup.plan(connection, signal);
        assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
        const run = await product.setup.run(connection.id, signal);
        assert.equal(run.state, 'done', JSON.stringify(run.steps.map(({ title: step, state, failure }) => ({ step, state, failure })), undefined, 1));
      });

      it('comes up, in each zone, with the files as they are written, placed as their README says', async () => {
        for (const description of await descriptionsOf(product, connection, signal)) {
          offices.push(await OfficeGateway.install(lab, officeFiles(checkOffice(description)), signal));
        }
        const states = async () => {
          const vpc = product.cloud.vpc(connection.instance.region);
          const gateways = await vpc.listVpnGateways({}, signal);
          return (await Promise.all(gateways.map(({ id }) => vpc.listVpnConnections(id, signal)))).flat().map(({ status }) => status);
        };
        assert.equal((await until(states, (all) => all.every((each) => each === 'up'))).length, connection.choices.places.length);
      });

      it('passes every check from a machine of the office, which asks its own name server', async () => {
        const [office] = offices;
        assert.ok(office);
        const { privateNames } = await product.instance(connection.instance.name, signal);
        names = await OfficeNameServer.install(lab, 'unbound', office, domainsOf(privateNames));
        asksAgain = await asks(lab, site.names);
        const { instance, path, gateways, authorities } = await product.checkRequest(connection, signal);
        const apiKey = (await product.setup.secret(connection.id))?.reveal() ?? '';
        const input = JSON.stringify({ instance, path, gateways, authorities, apiKey } satisfies OfficeChecks);
        const program = `cd '${process.cwd()}' && exec '${process.execPath}' --import tsx '${checks}'`;
        const { out, error } = await lab.run('site-server', ['sh', '-c', program], { input, limitMs: 90_000 });
        const { state, results } = JSON.parse(out === '' ? assert.fail(error) : out) as { state: string; results: readonly { check: string; state: string }[] };
        assert.deepEqual(results.filter((each) => each.state !== 'passed'), []);
        assert.equal(state, 'passed');
        assert.ok(results.length > 5);
      });

      for (const client of clients) {
        it(`writes and reads with ${client} on a machine of the office, by its commands as they are given`, async () => {
          const secret = await product.setup.secret(connection.id);
          const { returned, said } = await roundTripHere(product, connection, client, fetched, signal, { secret, runScript: inOffice(lab) });
          assert.ok(returned, said);
        });
      }

      it('is undone, and the network is as it was before on either side', async () => {
        await asksAgain();
        await names.remove();
        for (const office of offices.reverse()) await office.remove();
        const run = await product.setup.undo(connection.id, signal);
        assert.equal(run.state, 'undone', JSON.stringify(run.steps, undefined, 1));
        await product.sandbox.settled();
        assert.deepEqual(await picture(lab), untouched);
      });
    });
  }
});
