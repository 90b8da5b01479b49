import assert from 'node:assert/strict';
import { parseEntry, type Entry } from '../../../../src/setup/journal/entry';

const at = '2026-01-01T00:00:00.000Z';
const failure = { code: 'vpc.x', what: 'w', why: 'y', next: 'n' };
const priced = { kind: 'priced', monthly: 2.5, currency: 'USD', basis: '730 h' } as const;

/** A line of each kind, and the parts that may be left out of it. */
const lines: readonly (readonly [Entry, readonly string[]])[] = [
  [{ type: 'run', at, costs: { a: { kind: 'none' }, b: priced, c: { kind: 'unpublished' } } }, []],
  [{ type: 'done', at }, []],
  [{ type: 'cancelled', at, step: 's' }, ['step']],
  [{ type: 'failed', at, step: 's', failure: { ...failure, trace: 't' } }, []],
  [{ type: 'intent', at, step: 's', kind: 'k', name: 'n' }, []],
  [{ type: 'withdrawn', at, step: 's', kind: 'k', name: 'n' }, []],
  [{ type: 'made', at, step: 's', kind: 'k', id: 'i', name: 'n', crn: 'crn:i', address: '192.0.2.1' }, ['crn', 'address']],
  [{ type: 'adopted', at, step: 's', kind: 'k', id: 'i', name: 'n', crn: 'crn:i', address: '192.0.2.1' }, ['crn', 'address']],
  [{ type: 'ready', at, step: 's', detail: 'd', elapsedMs: 0 }, []],
  [{ type: 'undo', at }, []],
  [{ type: 'removing', at, step: 's', kind: 'k', id: 'i' }, []],
  [{ type: 'removed', at, step: 's', kind: 'k', id: 'i', keptFor: 'other-pc' }, ['keptFor']],
  [{ type: 'kept', at, step: 's', kind: 'k', id: 'i', usedBy: 'the server s' }, []],
  [{ type: 'undone', at }, []],
];

describe('A line of a journal', () => {
  for (const [line, optional] of lines) {
    it(`that says "${line.type}" is read with all its parts, and with none of those that it needs left out`, () => {
      assert.deepEqual(parseEntry(JSON.stringify(line)), line);
      for (const part of Object.keys(line)) {
        const read = parseEntry(JSON.stringify({ ...line, [part]: undefined }));
        assert.equal(read !== undefined, optional.includes(part), `without its ${part}`);
      }
    });

    it(`that says "${line.type}" is none with a part of another type`, () => {
      for (const part of Object.keys(line)) {
        assert.equal(parseEntry(JSON.stringify({ ...line, [part]: ['7'] })), undefined, part);
      }
    });
  }

  for (const part of Object.keys(failure)) {
    it(`has no failure without its "${part}"`, () => {
      assert.equal(parseEntry(JSON.stringify({ type: 'failed', at, step: 's', failure: { ...failure, [part]: undefined } })), undefined);
    });
  }

  it('has a failure without a trace', () => {
    assert.deepEqual(parseEntry(JSON.stringify({ type: 'failed', at, step: 's', failure })), { type: 'failed', at, step: 's', failure });
  });

  for (const cost of [{ kind: 'priced', monthly: '2.5', currency: 'USD', basis: 'b' }, { kind: 'priced' }, { kind: 'free' }, {}, 'none']) {
    it(`has no cost like ${JSON.stringify(cost)}`, () => {
      assert.equal(parseEntry(JSON.stringify({ type: 'run', at, costs: { a: cost } })), undefined);
    });
  }

  for (const line of ['', '{', 'null', '[]', '7', '{"type":"made"}', '{"type":"else","at":"x"}']) {
    it(`that is ${line === '' ? 'empty' : line} says nothing`, () => assert.equal(parseEntry(line), undefined));
  }

  it('never holds more than its fields', () => {
    const line = JSON.stringify({ type: 'made', at, step: 's', kind: 'k', id: '1', name: 'n', apiKey: 'canary' });
    assert.equal(JSON.stringify(parseEntry(line)).includes('canary'), false);
  });
});
