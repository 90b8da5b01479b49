import assert from 'node:assert/strict';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { officeFiles } from '../../../src/onPremises/files';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { thisLab } from '../client';
import { HandMadeVpn } from '../office/byHand';
import { tunnelFaults } from '../office/faults';
import { OfficeGateway } from '../office/gateway';
import { startProduct, type Product } from '../product';
import { until } from '../until';

describe('what goes wrong with a site-to-site VPN, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  const rows: string[] = [];
  let product: Product;
  let vpn: HandMadeVpn;
  let office: OfficeGateway;

  before(async () => {
    product = await startProduct(await remotePlane(lab.socket), signal);
    vpn = await HandMadeVpn.make(product, 'telemetry', {}, signal);
    office = await OfficeGateway.install(lab, officeFiles(checkOffice(await vpn.description())), signal);
    await vpn.until(({ status }) => status === 'up');
  });
  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await office.remove();
    await vpn.remove();
    await product.stop();
  });

  /** Whether a machine of the office is answered through the tunnel. */
  const isAnswered = async (): Promise<boolean> => {
    const [location] = vpn.resolver.locations;
    const asked = ['dig', '+short', '+time=1', '+tries=1', `@${location?.address ?? ''}`, vpn.instance.members[0]?.host ?? ''];
    return (await lab.run('site-server', asked)).code === 0;
  };

  for (const { what, reason, make } of tunnelFaults) {
    it(`${what}: the API says ${reason ?? 'that it is up'}, and nobody is answered until it is mended`, async () => {
      const heal = await make({ lab, office, vpn });
      try {
        await until(isAnswered, (is) => !is);
        const { status, reasons } = await vpn.until((each) => (reason === undefined ? each.status === 'up' : each.reasons[0]?.code === reason));
        assert.deepEqual([status, reasons.map(({ code }) => code)], reason === undefined ? ['up', []] : ['down', [reason]]);
      } finally {
        await heal();
      }
      await vpn.until(({ status }) => status === 'up');
      await until(isAnswered, (is) => is);
      rows.push(`${what}: ${reason ?? 'up'}; mended, answered`);
    });
  }
});
