import assert from 'node:assert/strict';
import type { Report } from '../../../../src/model/check';
import type { PanelState } from '../../../../src/model/panel';

import { CheckHistory } from '../../../../src/ui/checks/checkHistory';
import { LatestChecks } from '../../../../src/ui/checks/latestChecks';
import type { Session } from '../../../../src/ui/session/session';
import { instance } from '../fixtures';
import { MemoryMemento } from '../session/memory';

const orders = instance('orders');
const target = { instanceCrn: orders.crn, instanceName: 'orders' };
const never = new AbortController().signal;

function report(state: Report['headline']['state'], text = 'text', connectionId?: string): Report {
  return {
    instance: { crn: orders.crn, name: 'orders', region: 'ca-mon', description: 'Gen 2' }, connectionId, checkedAt: '2026-05-01T12:00:00Z',
    meant: 'local', vantages: [], checks: [], hops: [], results: [], headline: { state, text }, members: [],
  };
}

type Runner = (onUpdate: (report: Report) => void, signal: AbortSignal) => Promise<Report>;

function latest(run: Runner): { checks: LatestChecks; shown: PanelState[] } {
  const shown: PanelState[] = [];
  const session = {
    cloud: { resources: { getInstance: () => Promise.resolve(orders) } },
    checks: { run: (_instance: unknown, _connection: unknown, onUpdate: (partial: Report) => void, signal: AbortSignal) => run(onUpdate, signal) },
  } as unknown as Session;
  const checks = new LatestChecks({ session: () => Promise.resolve(session), snippets: () => Promise.resolve([]), show: (state) => shown.push(state) });
  return { checks, shown };
}

describe('the latest check of an instance', () => {
  it('shows results as they arrive, and the last ones as the end', async () => {
    const { checks, shown } = latest((onUpdate) => { onUpdate(report('running')); return Promise.resolve(report('passed')); });
    await checks.check(target, never);
    assert.deepEqual(shown.map(({ running, report: { headline } }) => [running, headline.state]), [[true, 'running'], [false, 'passed']]);
    assert.equal(checks.state(target)?.report.headline.state, 'passed');
    assert.deepEqual(checks.last, target);
  });

  it('ends a check that is still running when another begins, and shows nothing more of it', async () => {
    let round = 0;
    const { checks, shown } = latest((onUpdate, signal) => {
      round += 1;
      if (round === 1) {
        onUpdate(report('running', 'first'));
        return new Promise((_, reject) => signal.addEventListener('abort', () => {
          onUpdate(report('running', 'late'));
          reject(new DOMException('', 'AbortError'));
        }));
      }
      return Promise.resolve(report('passed', 'second'));
    });
    const first = checks.check(target, never);
    await new Promise((resolve) => setImmediate(resolve));
    await checks.check(target, never);
    await assert.rejects(first, { name: 'AbortError' });
    assert.deepEqual(shown.map(({ report: { headline } }) => headline.text), ['first', 'second']);
  });

  it('does not go on looking busy after a check that broke off', async () => {
    const { checks, shown } = latest((onUpdate) => { onUpdate(report('running')); return Promise.reject(new Error('no')); });
    await assert.rejects(checks.check(target, never), /no/);
    assert.equal(shown.at(-1)?.running, false);
  });

  it('puts what a test message said beside the checks, and keeps it over the next one', async () => {
    const { checks, shown } = latest(() => Promise.resolve(report('passed')));
    checks.said(target, { ok: true, text: 'nothing is checked yet' });
    assert.equal(shown.length, 0);
    await checks.check(target, never);
    checks.said(target, { ok: true, text: 'came back' });
    await checks.check(target, never);
    assert.equal(shown.at(-1)?.testMessage?.text, 'came back');
  });

  it('keeps nothing of one account for another', async () => {
    const { checks } = latest(() => Promise.resolve(report('passed')));
    await checks.check(target, never);
    checks.clear();
    assert.equal(checks.state(target), undefined);
    assert.equal(checks.last, undefined);
  });
});

describe('the history of checks', () => {
  it('keeps the last word on each way, over a restart', async () => {
    const memento = new MemoryMemento();
    await new CheckHistory(memento, 'k').add(report('failed', 'Port 9093 is closed.', 'c1'));
    await new CheckHistory(memento, 'k').add(report('passed', 'All passed.', 'c1'));
    await new CheckHistory(memento, 'k').add(report('failed', 'Not from here.'));
    const history = new CheckHistory(memento, 'k');
    assert.equal(history.get('c1')?.passed, true);
    assert.equal(history.get(orders.crn)?.passed, false);
    assert.equal(history.anyPassed(), true);
  });

  it('forgets a way that is undone, and an account has its own', async () => {
    const memento = new MemoryMemento();
    const history = new CheckHistory(memento, 'k');
    await history.add(report('passed', '', 'c1'));
    await history.forget('c1');
    await history.forget('never there');
    assert.equal(history.get('c1'), undefined);
    assert.equal(new CheckHistory(memento, 'other').anyPassed(), false);
  });

  it('keeps words alone: no evidence, no address', async () => {
    const memento = new MemoryMemento();
    await new CheckHistory(memento, 'k').add({ ...report('passed', 'All passed.'), members: [{ host: 'kafka-0.private', port: 9093 }] });
    assert.ok(!JSON.stringify([...memento.kept]).includes('kafka-0'));
  });

  it('takes a damaged memento for an empty one', () => {
    const memento = new MemoryMemento();
    memento.kept.set('k', { c1: 'yes' });
    assert.equal(new CheckHistory(memento, 'k').get('c1'), undefined);
  });
});
