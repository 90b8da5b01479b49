import assert from 'node:assert/strict';
import { ago, checkWords, reachabilityWords, type KnownConnection } from '../../../../src/ui/tree/connectionWords';
import { connection, instance, lite, words } from '../fixtures';

const orders = instance('orders');
const passed = { passed: true, checkedAt: '2026-05-01T12:00:00Z', text: 'All passed.' };
const partly = { passed: false, partly: true, checkedAt: '2026-05-01T12:00:00Z', text: 'Works only in part.' } as const;
const unfinished = { passed: false, unfinished: true, checkedAt: '2026-05-01T12:00:00Z', text: 'Not all could be checked.' } as const;
const failed = { passed: false, checkedAt: '2026-05-01T12:00:00Z', text: 'Port 9093 does not answer.' };
type Check = KnownConnection['check'];
const way = (run: KnownConnection['run'], check?: Check): KnownConnection => ({ connection: connection(orders), words: words('build-box'), run, check });
const said = (connections: readonly KnownConnection[], direct?: Check): string | undefined => reachabilityWords(orders, { connections, direct });

describe('what the tree says of reaching an instance', () => {
  it('calls it reachable only after a check along a finished connection has passed', () => {
    assert.equal(said([way('done', passed)]), 'reachable through build-box');
    assert.equal(said([way('done')]), 'connected through build-box, not checked');
    assert.equal(said([way('done', failed)]), 'not reachable through build-box');
  });

  it('does not call unreachable what works in part, or what answered as far as it could be asked', () => {
    assert.equal(said([way('done', partly)]), 'reachable in part through build-box');
    assert.equal(said([way('done', failed), way('done', partly)]), 'reachable in part through build-box');
    assert.equal(said([way('done', partly)], passed), 'reachable from here');
    assert.equal(said([], partly), 'reachable in part from here');
    assert.equal(said([], unfinished), 'answers from here, not checked to the end');
    assert.equal(said([way('done', unfinished)]), 'connected through build-box, not checked to the end');
  });

  it('does not call it reachable by a check from before it was undone', () => {
    assert.equal(said([way('undone', passed)]), 'not connected');
    assert.equal(said([way('undoing', passed)]), 'being disconnected from build-box');
  });

  it('names a plan and a run for what they are', () => {
    assert.equal(said([way('plan')]), 'planned, not connected');
    assert.equal(said([way('running')]), 'being connected through build-box');
    for (const stopped of ['failed', 'cancelled', 'interrupted'] as const) {
      assert.equal(said([way(stopped)]), 'not connected, its run stopped');
      assert.equal(said([{ ...way(stopped), goal: 'undo' }]), 'disconnected in part, its undo stopped');
    }
  });

  it('does not call unconnected what stands while a change of it is planned, such as its renewal', () => {
    assert.equal(said([{ ...way('plan', passed), stands: true }]), 'connected through build-box, a change of it is planned');
  });

  it('says what a check from this machine alone has found', () => {
    assert.equal(said([], passed), 'reachable from here');
    assert.equal(said([], failed), 'not reachable from here');
    assert.equal(said([]), 'not connected');
  });

  it('says nothing of an instance that cannot be connected privately and was not checked', () => {
    assert.equal(reachabilityWords(lite('playground'), { connections: [], direct: undefined }), undefined);
  });

  it('prefers the way that is proven to one that stands first', () => {
    const other: KnownConnection = { connection: connection(orders, 'other'), words: words('other-box'), run: 'done', check: failed };
    assert.equal(said([other, way('done', passed)]), 'reachable through build-box');
  });
});

describe('how long ago a check was', () => {
  const now = new Date('2026-05-01T12:00:00Z');

  it('is told in the largest unit that fits', () => {
    assert.equal(ago('2026-05-01T11:59:30Z', now), 'just now');
    assert.equal(ago('2026-05-01T11:58:00Z', now), '2 min ago');
    assert.equal(ago('2026-05-01T09:00:00Z', now), '3 h ago');
    assert.equal(ago('2026-04-26T12:00:00Z', now), '5 d ago');
  });

  it('is "just now" for a clock that was set back or a date that is none', () => {
    assert.equal(ago('2026-05-01T13:00:00Z', now), 'just now');
    assert.equal(ago('never', now), 'just now');
  });

  it('stands beside what the check said', () => {
    assert.equal(checkWords(undefined, now), 'not checked yet');
    assert.equal(checkWords({ ...passed, checkedAt: '2026-05-01T11:58:00Z' }, now), 'checked 2 min ago · all passed');
    assert.equal(checkWords(failed, now), 'checked just now · Port 9093 does not answer.');
  });
});
