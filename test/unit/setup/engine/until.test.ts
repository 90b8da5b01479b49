import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import type { Wait } from '../../../../src/setup/context';
import { gone, until } from '../../../../src/setup/engine/until';
import { inTurn } from './support';

const refused = new Failure({ code: 'vpc.bad_field', status: 400, what: 'w', why: 'No.', next: 'n' });
const broken = new Failure({ code: 'vpc.internal', status: 500, what: 'w', why: 'Broken.', next: 'n' });
const absent = new Failure({ code: 'vpc.not_found', status: 404, what: 'w', why: 'Gone.', next: 'n' });

describe('Waiting until a thing is as it should be', () => {
  let notes: string[];
  let slept: number[];
  const pauses = {
    note: (text: string) => void notes.push(text),
    sleep: (milliseconds: number) => Promise.resolve(void slept.push(milliseconds)),
  };

  beforeEach(() => {
    notes = [];
    slept = [];
  });

  const wait = (parts: Partial<Wait<string>>): Wait<string> => ({
    what: 'the cup', everyMs: 5_000, limitMs: 20_000, read: () => Promise.resolve('full'),
    check: (value) => value === 'full' ? 'ready' : { waitingFor: `"${value}" to become full` }, ...parts,
  });

  it('reads soon at first, then with pauses that double up to what the thing asks for', async () => {
    assert.equal(await until(pauses, wait({ read: inTurn('half', 'half', 'half', 'half', 'half', 'full') })), 'full');
    assert.deepEqual(slept, [1_000, 2_000, 4_000, 5_000, 5_000]);
    assert.equal(notes[0], 'waiting for "half" to become full');
  });

  it('says until what it waits where that is a state', async () => {
    const check = (value: string): 'ready' | { waitingUntil: string } => value === 'full' ? 'ready' : { waitingUntil: `it is full (now: ${value})` };
    await until(pauses, wait({ read: inTurn('half', 'half', 'full'), check }));
    assert.equal(notes[0], 'waiting until it is full (now: half)');
    await assert.rejects(until(pauses, wait({ read: () => Promise.resolve('half'), check })), {
      why: 'After 20 s it was still waiting until it is full (now: half).',
    });
  });

  it('gives up after its limit, and says what was missing', async () => {
    await assert.rejects(until(pauses, wait({ read: () => Promise.resolve('half') })), {
      code: 'setup.timeout', what: 'Could not finish the cup', why: 'After 20 s it was still waiting for "half" to become full.',
      next: 'Run again to go on waiting, or undo.',
    });
    assert.ok(slept.reduce((sum, each) => sum + each, 0) <= 20_000 + 5_000);
  });

  it('goes on through five failed reads in a row, counted anew after each answer, and not through a sixth', async () => {
    const late = new Failure({ code: 'http.timeout', what: 'w', why: 'No answer.', next: 'n' });
    const tooMany = new Failure({ code: 'vpc.rate', status: 429, what: 'w', why: 'Slow down.', next: 'n' });
    const unreachable = new Failure({ code: 'http.refused', what: 'w', why: 'Refused.', next: 'n' });
    const five = [late, unreachable, tooMany, broken, late];
    assert.equal(await until(pauses, wait({ limitMs: 90_000, read: inTurn<string>(...five, 'half', ...five, 'full') })), 'full');
    assert.ok(notes.includes('waiting for an answer: No answer.'));
    assert.equal(await until(pauses, wait({ read: inTurn<string>(absent, absent, 'full') })), 'full', 'what was just made is not known everywhere at once');
    await assert.rejects(until(pauses, wait({ limitMs: 90_000, read: () => Promise.reject(absent) })), absent);
    await assert.rejects(until(pauses, wait({ limitMs: 90_000, read: inTurn<string>(...five, broken, 'full') })), broken);
    await assert.rejects(until(pauses, wait({ read: () => Promise.reject(refused) })), refused);
  });

  it('reads again no sooner than the cloud asks for, and not for ever later', async () => {
    const busy = (retryAfter: number): Failure => new Failure({ code: 'vpc.rate', status: 429, what: 'w', why: 'Slow down.', next: 'n', retryAfter });
    assert.equal(await until(pauses, wait({ limitMs: 900_000, read: inTurn<string>(busy(30), 'half', busy(86_400), 'full') })), 'full');
    assert.deepEqual(slept, [30_000, 2_000, 300_000]);
  });

  it('says what will never be ready at once', async () => {
    await assert.rejects(until(pauses, wait({ check: () => { throw refused; } })), refused);
    assert.deepEqual(slept, []);
  });

  it('ends with a thing that is to go when reading it says 404', async () => {
    assert.equal(await until(pauses, gone('the cup', inTurn<unknown>({}, {}, absent))), false);
    assert.deepEqual([slept, notes[0]], [[1_000, 2_000], 'waiting for its deletion']);
    await assert.rejects(until(pauses, gone('the cup', () => Promise.resolve({}), 10_000)), { code: 'setup.timeout', why: /10 s.*its deletion/ });
    await assert.rejects(until(pauses, gone('the cup', () => Promise.resolve({}))), { why: /^After 10 min 0 s/ });
    await assert.rejects(until(pauses, gone('the cup', () => Promise.reject(refused))), refused);
  });
});
