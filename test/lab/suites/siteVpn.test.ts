import assert from 'node:assert/strict';
import type { EspChoices, IkeChoices } from '../../../src/setup/office/choices';
import { domainsOf } from '../../../src/onPremises/domains';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { officeFiles } from '../../../src/onPremises/files';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { thisLab } from '../client';
import { startCluster } from '../kafka/cluster';
import { tools, type Tools } from '../kafka/tools';
import { site } from '../network/addresses';
import { HandMadeVpn, type OfficeWish } from '../office/byHand';
import { asks, inOffice } from '../office/client';
import { OfficeGateway } from '../office/gateway';
import { OfficeNameServer, type NameServerKind } from '../office/nameServer';
import { picture } from '../picture';
import { startProduct, type Product } from '../product';
import { roundTripHere } from './vpn/roundTrip';

interface Variant {
  readonly title: string;
  readonly wish: OfficeWish;
  readonly forwarder: NameServerKind;
  readonly clients: readonly string[];
}

const older: Partial<IkeChoices> = { cipher: 'aes128', integrity: 'sha512', group: 20 };
const secret: EspChoices = { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 };
const gcm: EspChoices = { cipher: 'aes256gcm16', group: 31, lifetime: 3600 };

const variants: readonly Variant[] = [
  { title: 'the office has a public address, no perfect forward secrecy', wish: {}, forwarder: 'unbound', clients: ['kcat', 'java'] },
  { title: 'the office has a public address, perfect forward secrecy with GCM', wish: { ike: older, esp: gcm }, forwarder: 'dnsmasq', clients: ['kafkajs'] },
  { title: 'the office is behind a router, perfect forward secrecy', wish: { esp: secret, isBehindNat: true }, forwarder: 'bind', clients: ['python'] },
  { title: 'the office has no address of its own, and only it dials', wish: { isBehindNat: true, peerOnly: true }, forwarder: 'unbound', clients: ['kcat'] },
];

const renewed = 'for look in $(seq 100); do swanctl --list-sas | grep -q "INSTALLED.*ESP:.*/\\(MODP\\|CURVE\\)" && break; sleep 0.1; done';

describe('a site-to-site VPN in a real network, made by the API alone', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  const rows: string[] = [];
  let fetched: Tools;
  let product: Product;

  before(async () => {
    fetched = await tools(startCluster);
    product = await startProduct(await remotePlane(lab.socket), signal);
    await product.sandbox.settled();
  });
  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await product.stop();
  });

  for (const { title, wish, forwarder, clients } of variants) {
    describe(title, () => {
      let untouched: Awaited<ReturnType<typeof picture>>;
      let vpn: HandMadeVpn;
      let office: OfficeGateway;
      let names: OfficeNameServer;
      let asksAgain: () => Promise<void>;
      let heal: () => Promise<void> = () => Promise.resolve();

      before(async () => {
        untouched = await picture(lab);
        if (wish.isBehindNat === true) heal = await lab.fault({ kind: 'behind-nat', host: 'site-gateway' });
      });
      after(() => heal());

      it('comes up once the office has our files, placed as their README says', async () => {
        vpn = await HandMadeVpn.make(product, 'telemetry', wish, signal);
        const before = await vpn.connection();
        assert.deepEqual([before.status, before.reasons.map(({ code }) => code)], ['down', ['peer_not_responding']]);
        office = await OfficeGateway.install(lab, officeFiles(checkOffice(await vpn.description())), signal);
        const { reasons } = await vpn.until(({ status }) => status === 'up');
        assert.deepEqual(reasons, []);
        assert.match(await office.said(), /INSTALLED, TUNNEL-in-UDP/);
      });

      if (wish.esp !== undefined) {
        it('renews its keys with the group that was chosen for perfect forward secrecy', async () => {
          await office.run([`swanctl --rekey --child ${office.own} >/dev/null`, renewed]);
          assert.match(await office.said(), /INSTALLED, TUNNEL-in-UDP, ESP:.*\/(?:MODP_2048|CURVE_25519)/);
          assert.equal((await vpn.connection()).status, 'up');
        });
      }

      it(`lets the office resolve the private names by its own ${forwarder}`, async () => {
        names = await OfficeNameServer.install(lab, forwarder, office, domainsOf(vpn.instance.privateNames));
        asksAgain = await asks(lab, site.names);
        const addresses = vpn.endpoint.addresses.map(({ address }) => address);
        for (const { host } of vpn.instance.members) {
          const { out } = await lab.run('site-server', ['getent', 'ahostsv4', host]);
          assert.deepEqual([...new Set(out.trim().split('\n').map((line) => line.split(/\s/)[0]))], addresses, host);
        }
      });

      for (const client of clients) {
        it(`writes and reads with ${client} on a machine of the office, by its commands as they are given`, async () => {
          const { returned, said } = await roundTripIn(client);
          assert.ok(returned, said);
        });
      }

      it('leaves nothing on either side', async () => {
        await asksAgain();
        await names.remove();
        await office.remove();
        await vpn.remove();
        await heal();
        heal = () => Promise.resolve();
        assert.deepEqual(await picture(lab), untouched);
        rows.push(`${title}; ${forwarder}: up, resolved; ${clients.join(', ')}; nothing left`);
      });

      function roundTripIn(client: string) {
        return roundTripHere(product, { id: 'none', instance: { name: vpn.instance.name } }, client, fetched, signal, {
          secret: product.sandbox.apiKey, runScript: inOffice(lab),
        });
      }
    });
  }
});
