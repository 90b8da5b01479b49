import assert from 'node:assert/strict';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { officeFiles } from '../../../src/onPremises/files';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { thisLab } from '../client';
import { OfficeGateway } from '../office/gateway';
import { HandMadeVpn } from '../office/byHand';
import { picture } from '../picture';
import { startProduct, type Product } from '../product';

describe('a site-to-site VPN in a real network, made by the API alone', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  let product: Product;
  let untouched: Awaited<ReturnType<typeof picture>>;
  let vpn: HandMadeVpn;
  let office: OfficeGateway | undefined;

  before(async () => {
    product = await startProduct(await remotePlane(lab.socket), signal);
    await product.sandbox.settled();
    untouched = await picture(lab);
  });
  after(() => product.stop());

  it('comes up once the office has our files, placed as their README says', async () => {
    vpn = await HandMadeVpn.make(product, 'telemetry', {}, signal);
    const before = await vpn.connection();
    assert.deepEqual([before.status, before.reasons.map(({ code }) => code)], ['down', ['peer_not_responding']]);
    office = await OfficeGateway.install(lab, officeFiles(checkOffice(await vpn.description())), signal);
    const { reasons } = await vpn.until(({ status }) => status === 'up');
    assert.deepEqual(reasons, []);
  });

  it('lets an office client ask the resolver and reach a broker', async () => {
    const [location] = vpn.resolver.locations;
    const [broker] = vpn.instance.members;
    const asked = await lab.run('site-server', ['dig', '+short', '+time=20', '+tries=1', `@${location?.address ?? ''}`, broker?.host ?? '']);
    assert.deepEqual(asked.out.trim().split('\n'), vpn.endpoint.addresses.map(({ address }) => address));
    const { code, error } = await lab.run('site-server', ['timeout', '20', 'bash', '-c', `exec 3<>/dev/tcp/${asked.out.trim()}/9093`]);
    assert.equal(code, 0, error);
  });

  it('leaves nothing on either side', async () => {
    await office?.remove();
    await vpn.remove();
    assert.deepEqual(await picture(lab), untouched);
  });
});
