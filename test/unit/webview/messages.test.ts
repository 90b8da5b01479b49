import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PanelState } from '../../../src/model/panel';
import type { Same } from '../../../src/webview/exactly';
import { readKept, readMessage } from '../../../src/webview/messages';
import { failed, hop, panel, passed } from './samples';

describe('messages between the panel and its page', () => {
  const message = (state: unknown) => ({ type: 'state', state });

  it('carry the state unchanged', () => {
    for (const report of [passed, failed]) {
      const sent = message(panel(report, { testMessage: { ok: false, text: 'no' } }));
      assert.deepEqual(readMessage(structuredClone(sent)), sent);
    }
  });

  it('carry checks, vantages and clients that the page has never heard of', () => {
    const state: PanelState = panel({
      ...passed, meant: 'pigeon', vantages: [{ id: 'pigeon', name: 'a pigeon', unusable: 'it flew away' }], checks: [{ id: 'coo', title: 'Does it coo?' }],
      results: [{
        check: 'coo', vantage: 'pigeon', title: 'Does it coo?', state: 'failed', code: 'pigeon.hush', summary: 'no', evidence: [], remedy: { title: 'Feed it' },
      }],
    }, { snippets: [{ client: 'loft', title: 'Loft', language: 'plaintext', fileName: 'loft.txt', text: 'x', commentMark: '#', runsOn: 'Runs there', usage: [] }] });
    assert.deepEqual(readMessage(message(state)), message(state));
  });

  it('are dropped by the page when they are of another kind', () => {
    for (const data of [undefined, null, 'x', { type: 'state' }, message({ report: {} }), { type: 'other', state: panel(passed) }]) {
      assert.equal(readMessage(data), undefined);
    }
  });

  it('are dropped when a field is missing, or is not what it should be', () => {
    const odd: readonly Partial<Record<keyof typeof passed, unknown>>[] = [
      { meant: undefined }, { checks: undefined }, { members: [{ host: 'x', port: 70_000 }] }, { members: [{ host: 'x', port: -1 }] },
      { members: [{ host: 'x', port: 1.5 }] }, { identity: 'abc' }, { checkedAt: 'x'.repeat(1_001) },
      { hops: [{ ...hop('a', 'machine', 'a'), kind: 'elephant' }] }, { hops: [hop('a', 'machine', 'x'.repeat(100_001))] },
      { hops: [hop('a', 'machine', 'a', { milliseconds: -1 })] }, { checks: Array.from({ length: 1_001 }, (_, id) => ({ id: `${id}`, title: 'x' })) },
      { vantages: [{ id: 'x'.repeat(1_001), name: 'x' }] }, { results: [{ ...passed.results[0], state: 'perhaps' }] },
    ];
    for (const more of odd) {
      assert.equal(readMessage(message({ ...panel(passed), report: { ...passed, ...more } })), undefined, JSON.stringify(more).slice(0, 80));
    }
  });

  it('never make the page throw, whatever arrives', () => {
    fc.assert(fc.property(fc.anything(), (data) => {
      readMessage(data);
      readKept(data);
    }));
  });

  it('do not let a check that a reload cut off run on: it can be asked for again', () => {
    assert.equal(readKept({ last: panel(passed, { running: true }) }).last?.running, false);
  });

  it('are kept over a reload, with the client that was looked at', () => {
    const kept = { last: panel({ ...passed, connectionId: 'c1' }), client: 'kcat' };
    assert.deepEqual(readKept(kept), kept);
    assert.deepEqual(readKept({ client: 'kcat' }), { client: 'kcat' });
    assert.deepEqual(readKept({ client: 'x'.repeat(1_001) }), {});
    assert.deepEqual(readKept({ last: { of: 'an older version' }, client: 'kcat' }), { client: 'kcat' });
  });

  it('are held to the model by the compiler: a field too many, too few, or optional on one side alone is another type', () => {
    interface Model { readonly a: string; readonly b?: string | undefined; readonly c: readonly { readonly d: 'x' | 'y' }[] }
    // Each is a type that has one value: what is wrong with it does not compile.
    const same: Same<{ a: string; b?: string | undefined; c: { d: 'x' | 'y' }[] }, Model> = true;
    const differs: readonly [
      Same<{ a: string; b?: string | undefined; c: { d: 'x' | 'y' }[]; e?: string }, Model>,
      Same<{ a: string; c: { d: 'x' | 'y' }[] }, Model>,
      Same<{ a: string; b: string; c: { d: 'x' | 'y' }[] }, Model>,
      Same<{ a: string; b?: string | undefined; c: { d: 'x' }[] }, Model>,
      Same<{ a: string; b?: string | undefined; c: { d: string }[] }, Model>,
      Same<{ a: string; b?: string | undefined; c: { d?: 'x' | 'y' }[] }, Model>,
    ] = [false, false, false, false, false, false];
    assert.deepEqual([same, ...differs], [true, false, false, false, false, false, false]);
  });
});
