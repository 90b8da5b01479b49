import assert from 'node:assert/strict';
import { LoadedPart } from '../../../src/base/loadedPart';

interface Call {
  readonly signal: AbortSignal;
  readonly answer: (value: string) => void;
  readonly fail: (error: Error) => void;
}

function setUp(): { part: LoadedPart<string>; calls: Call[]; arrived: unknown[] } {
  const calls: Call[] = [];
  const arrived: unknown[] = [];
  const part = new LoadedPart<string>((signal) => new Promise((answer, fail) => calls.push({ signal, answer, fail })), (error) => arrived.push(error));
  return { part, calls, arrived };
}

describe('a part that is loaded once', () => {
  it('asks when it is first asked for, not before, and not twice', () => {
    const { part, calls } = setUp();
    part.peek();
    assert.equal(calls.length, 0);
    assert.deepEqual(part.ask(), { value: undefined, loading: true, error: undefined });
    part.ask();
    assert.equal(calls.length, 1);
  });

  it('tells when its value has come', async () => {
    const { part, calls, arrived } = setUp();
    part.ask();
    calls[0]?.answer('here');
    await part.settled();
    assert.deepEqual(part.peek(), { value: 'here', loading: false, error: undefined });
    assert.deepEqual(arrived, [undefined]);
  });

  it('keeps what it had while it is loaded anew', async () => {
    const { part, calls } = setUp();
    part.ask();
    calls[0]?.answer('old');
    await part.settled();
    part.reload();
    assert.deepEqual(part.peek(), { value: 'old', loading: true, error: undefined });
    calls[1]?.answer('new');
    await part.settled();
    assert.equal(part.peek().value, 'new');
  });

  it('keeps a failure until it is told to try again', async () => {
    const { part, calls } = setUp();
    part.ask();
    calls[0]?.fail(new Error('no'));
    await part.settled();
    assert.match(String(part.ask().error), /no/);
    assert.equal(calls.length, 1);
    part.reload();
    assert.equal(calls.length, 2);
    assert.equal(part.peek().error, undefined);
  });

  it('ends its request when nobody waits, and asks again when somebody does', () => {
    const { part, calls, arrived } = setUp();
    part.ask();
    part.cancel();
    assert.equal(calls[0]?.signal.aborted, true);
    assert.equal(part.peek().loading, false);
    part.ask();
    assert.equal(calls.length, 2);
    assert.deepEqual(arrived, []);
  });

  it('ignores an answer to a request that was ended', async () => {
    const { part, calls } = setUp();
    part.ask();
    const first = part.settled();
    part.reload();
    calls[0]?.answer('late');
    await first;
    assert.equal(part.peek().value, undefined);
    calls[1]?.answer('right');
    await part.settled();
    assert.equal(part.peek().value, 'right');
  });

  it('takes a cancellation for no failure', async () => {
    const { part, calls } = setUp();
    part.ask();
    calls[0]?.fail(new DOMException('gone', 'AbortError'));
    await part.settled();
    assert.equal(part.peek().error, undefined);
  });
});
