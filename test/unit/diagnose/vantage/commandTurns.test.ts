import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { CommandTurns } from '../../../../src/diagnose/vantage/commandTurns';

const never = new AbortController().signal;
setMaxListeners(0, never);

/** A server that refuses more than so many commands at once. */
class Server {
  running = 0;
  most = 0;

  constructor(private readonly sessions: number) {}

  readonly run = async (): Promise<string> => {
    if (this.running >= this.sessions) {
      throw new RangeError('no more sessions');
    }
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise((resolve) => setImmediate(resolve));
    this.running -= 1;
    return 'ran';
  };
}

const isRefusal = (error: unknown): boolean => error instanceof RangeError;

describe('the turns of commands', () => {
  it('come to an end for every command, whatever the server allows, six at most at once', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }), async (sessions, count) => {
      const [server, turns] = [new Server(sessions), new CommandTurns()];
      const all = await Promise.all(Array.from({ length: count }, () => turns.take(server.run, isRefusal, never)));
      assert.deepEqual([all.length, new Set(all).size], [count, 1]);
      assert.ok(server.most <= Math.min(6, sessions));
    }), { numRuns: 60 });
  });

  it('end with the refusal where no command runs at all, and with what fails otherwise', async () => {
    const turns = new CommandTurns();
    await assert.rejects(turns.take(new Server(0).run, isRefusal, never), RangeError);
    await assert.rejects(turns.take(() => Promise.reject(new TypeError('a defect')), isRefusal, never), TypeError);
    assert.equal(await turns.take(new Server(1).run, isRefusal, never), 'ran', 'a failure keeps no turn');
  });

  it('are tried again alone where the server is slow to end the one before', async () => {
    let [running, ran] = [0, 0];
    const slow = async (): Promise<string> => {
      if (running > 0) {
        throw new RangeError('no more sessions');
      }
      running += 1;
      ran += 1;
      setTimeout(() => { running -= 1; }, 30);
      await new Promise((resolve) => setImmediate(resolve));
      return 'ran';
    };
    const turns = new CommandTurns();
    await Promise.all(Array.from({ length: 4 }, () => turns.take(slow, isRefusal, never)));
    assert.equal(ran, 4);
  });

  it('are given up by who is cancelled while waiting, and nobody else', async () => {
    const [turns, controller] = [new CommandTurns(), new AbortController()];
    const ends: (() => void)[] = [];
    const long = Array.from({ length: 6 }, () => turns.take(() => new Promise<string>((resolve) => { ends.push(() => resolve('ran')); }), isRefusal, never));
    const [cancelled, next] = [turns.take(new Server(1).run, isRefusal, controller.signal), turns.take(new Server(1).run, isRefusal, never)];
    controller.abort();
    await assert.rejects(cancelled, { name: 'AbortError' });
    ends.forEach((end) => end());
    assert.deepEqual(await Promise.all([...long, next]), Array.from({ length: 7 }, () => 'ran'));
  });
});
