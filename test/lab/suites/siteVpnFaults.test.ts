import assert from 'node:assert/strict';
import { runChecks } from '../../../src/diagnose/ladder';
import type { CheckResult } from '../../../src/model/check';
import type { Connection } from '../../../src/model/connection';
import type { VpnConnection } from '../../../src/model/vpnGateway';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { officeFiles } from '../../../src/onPremises/files';
import type { Office } from '../../../src/onPremises/office';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { pacedClock } from '../../../src/setup/engine/clock';
import type { SiteVpnChoices } from '../../../src/setup/routes/siteVpn/choices';
import { thisLab } from '../client';
import { tunnelFaults } from '../office/faults';
import { OfficeGateway } from '../office/gateway';
import { descriptionsOf, siteConnection } from '../office/ofConnection';
import { startProduct, type Product } from '../product';
import { until } from '../until';

describe('what goes wrong with a site-to-site VPN, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  const rows: string[] = [];
  let product: Product;
  let connection: Connection<SiteVpnChoices>;
  let described: Office;
  let office: OfficeGateway;

  before(async () => {
    product = await startProduct(await remotePlane(lab.socket), signal, { clock: pacedClock(0.02) });
    connection = await siteConnection(product, 'telemetry', {}, signal);
    await product.setup.plan(connection, signal);
    assert.equal((await product.setup.run(connection.id, signal)).state, 'done');
    const [description] = await descriptionsOf(product, connection, signal);
    described = checkOffice(description ?? assert.fail('the cloud has it'));
    office = await OfficeGateway.install(lab, officeFiles(described), signal);
    await until(tunnel, ({ status }) => status === 'up');
  });
  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await office.remove();
    await product.setup.undo(connection.id, signal);
    await product.stop();
  });

  for (const { what, reason, make } of tunnelFaults) {
    it(`${what}: the API says ${reason ?? 'that it is up'}, and so does the product; nobody is answered until it is mended`, async () => {
      const heal = await make({ lab, office });
      let verdict = 'passed';
      try {
        await until(isAnswered, (is) => !is);
        const { status, reasons } = await until(tunnel, (each) => (reason === undefined ? each.status === 'up' : each.reasons.some(({ code }) => code === reason)));
        assert.deepEqual([status, reasons.map(({ code }) => code)], reason === undefined ? ['up', []] : ['down', [reason]]);
        const found = await check();
        assert.equal(found.state, reason === undefined ? 'passed' : 'failed');
        if (reason !== undefined) {
          verdict = found.code;
          assert.equal(verdict, `tunnel.${reason.replaceAll('_', '-')}`);
          assert.ok(found.remedy !== undefined, 'it says what to do');
        }
      } finally {
        await heal();
      }
      await until(tunnel, ({ status }) => status === 'up');
      await until(isAnswered, (is) => is);
      assert.equal((await check()).state, 'passed');
      rows.push(`${what}: ${reason ?? 'up'}: ${verdict}; mended, answered, passes`);
    });
  }

  /** As the API has it now. */
  async function tunnel(): Promise<VpnConnection> {
    const vpc = product.cloud.vpc(connection.instance.region);
    const [gateway] = await vpc.listVpnGateways({}, signal);
    const [found] = await vpc.listVpnConnections(gateway?.id ?? '', signal);
    return found ?? assert.fail('the connection is made');
  }

  /** Whether a machine of the office is answered through the tunnel. */
  async function isAnswered(): Promise<boolean> {
    const { domains, servers } = described.dns;
    return (await lab.run('site-server', ['dig', '+short', '+time=1', '+tries=1', `@${servers[0] ?? ''}`, domains[0] ?? ''])).code === 0;
  }

  /** What the product says of the tunnel, from wherever. */
  async function check(): Promise<CheckResult> {
    const { results } = await runChecks({ ...await product.checkRequest(connection, signal), timeoutMs: 2_000 }, () => undefined, signal);
    return results.find((each) => each.check === 'vpn-connection') ?? assert.fail('it looks at the tunnel');
  }
});
