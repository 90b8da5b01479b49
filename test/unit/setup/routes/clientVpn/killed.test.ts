import assert from 'node:assert/strict';
import { VpnLives, ways } from './vpnLives';

/** Every so-manieth line is enough, and each way begins at another one; with 1 all of them pass as well, in some minutes. */
const stride = 26;

describe('The route through a client VPN, killed at a line of its journal', function suite() {
  this.timeout(240_000);
  let lives: VpnLives;
  afterEach(() => lives.stop());

  for (const [nth, [way, choices]] of Object.entries(ways).entries()) {
    it(`(${way}) goes on with the same things and none twice, or is undone at once: nothing is left`, async () => {
      lives = await VpnLives.start(choices);
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
      lives = await VpnLives.start(choices);
      for (let line = 2 + nth * 5, over = false; !over; line += stride) {
        await lives.made();
        over = await lives.undoDiesAt(line);
        await lives.undone(`killed at ${line}`);
      }
    });
  }
});
