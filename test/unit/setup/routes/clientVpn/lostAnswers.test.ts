import assert from 'node:assert/strict';
import type { FaultEffect } from '../../../../../src/sandbox/http/faults';
import { VpnLives, ways } from './vpnLives';

/** What befalls a POST, and how the connection is brought to its end then. */
interface Trouble {
  readonly effect: FaultEffect;
  readonly isCancelled: boolean;
  readonly goesOn: boolean;
}

/** Of the many POSTs each meets one of the troubles now and then; with 1 each meets them all and passes as well, in some minutes. */
const stride = 35;

/** Done by the cloud, and its answer is lost. */
const lost = { effect: { kind: 'drop' }, isCancelled: true } as const;
/** Done while the next thing is at work already. */
const late = { effect: { kind: 'delay', milliseconds: 150 }, isCancelled: true } as const;
const refused = { effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask your administrator' }, isCancelled: false } as const;

const troubles: readonly Trouble[] = [lost, late, refused].flatMap((each) => [true, false].map((goesOn) => ({ ...each, goesOn })));

describe('Each POST of the route through a client VPN', function suite() {
  this.timeout(240_000);
  let lives: VpnLives;
  afterEach(() => lives.stop());

  for (const [nth, [way, choices]] of Object.entries(ways).entries()) {
    it(`(${way}) that is refused, or whose answer is lost or late, is gone on with or undone, and nothing is there twice or left`, async () => {
      lives = await VpnLives.start(choices);
      const { whole, posts } = await undisturbed(lives);
      const cases = posts.flatMap((post, at) => troubles.map((trouble) => ({ post, at, ...trouble }))).filter((_each, at) => (at + nth) % stride === 0);
      for (const { post, at, effect, isCancelled, goesOn } of cases) {
        const where: string = [effect.kind, goesOn ? 'gone on with' : 'undone', post].join(' ');
        const view = await lives.meets({ method: 'POST', nth: at + 1, times: isCancelled ? 1 : 1_000, effect }, isCancelled ? at + 1 : undefined);
        if (!isCancelled) {
          assert.match(view?.steps.find(({ failure }) => failure !== undefined)?.failure?.why ?? '', /Ask your administrator/, where);
        }
        if (goesOn) {
          assert.deepEqual(await lives.made(where), whole, where);
        }
        await lives.undone(where);
      }
    });
  }
});

async function undisturbed(lives: VpnLives): Promise<{ readonly whole: readonly string[]; readonly posts: readonly string[] }> {
  lives.peer.forgetExchanges();
  const whole = await lives.made();
  const posts = lives.peer.writes().filter((write) => write.startsWith('POST '));
  await lives.undone();
  assert.ok(posts.length > 2, posts.join('\n'));
  return { whole, posts };
}
