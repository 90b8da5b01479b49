import assert from 'node:assert/strict';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { placeIn } from './choices';
import { SiteLives } from './siteLives';

/** Every so-manieth line is enough, and each way begins at another one; with 1 all of them pass as well, in some minutes. */
const stride = 13;

const ways: Readonly<Record<string, Partial<SiteVpnChoices> & { readonly inVpc?: string }>> = {
  'policy mode, two zones, a resolver and names of the office': {
    places: ['ca-mon-1', 'ca-mon-2'].map(placeIn), zones: ['ca-mon-1', 'ca-mon-2'], forwarding: [{ match: 'corp.example.com', forwardTo: ['192.168.50.53'] }],
  },
  'policy mode, in a VPC that is there, whose default group stays': { inVpc: 'payments-vpc' },
  'route mode, without a resolver': { mode: 'route', resolver: { kind: 'none' }, enablingConfirmed: undefined },
};

describe('The route through a site-to-site VPN, killed at a line of its journal', function suite() {
  this.timeout(240_000);
  let lives: SiteLives;
  afterEach(() => lives.stop());

  for (const [nth, [way, { inVpc, ...choices }]] of Object.entries(ways).entries()) {
    it(`(${way}) goes on with the same things and none twice, or is undone at once: nothing is left`, async () => {
      lives = await SiteLives.start(choices, inVpc);
      const whole = await lives.made();
      await lives.undone();
      for (let line = 1 + nth * 4, goesOn = true, over = false; !over; line += stride, goesOn = !goesOn) {
        over = await lives.diesAt(line);
        if (goesOn) {
          assert.deepEqual(await lives.made(`killed at ${line}`), whole, `killed at ${line}`);
        }
        await lives.undone(`killed at ${line}`);
      }
    });

    it(`(${way}) in its undo leaves one that goes on: nothing is left`, async () => {
      lives = await SiteLives.start(choices, inVpc);
      for (let line = 2 + nth * 5, over = false; !over; line += stride) {
        await lives.made();
        over = await lives.undoDiesAt(line);
        await lives.undone(`killed at ${line}`);
      }
    });
  }
});
