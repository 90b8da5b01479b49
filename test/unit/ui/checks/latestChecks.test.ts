import assert from 'node:assert/strict';
import type { Report } from '../../../../src/model/check';
import type { PanelState } from '../../../../src/model/panel';
import type { Snippet } from '../../../../src/model/snippet';
import { LatestChecks } from '../../../../src/ui/checks/latestChecks';
import type { Session } from '../../../../src/ui/session/session';
import { instance } from '../fixtures';
import { reportOf } from './report';

const orders = instance('orders');
const target = { instanceCrn: orders.crn, instanceName: 'orders' };
const never = new AbortController().signal;

type Runner = (onUpdate: (report: Report) => void, signal: AbortSignal) => Promise<Report>;

/** An account in which `c1` is set up, until it is `undone`. */
function latest(run: Runner): { checks: LatestChecks; shown: PanelState[]; account: { state: string; isReadable: boolean; logged: string[] } } {
  const shown: PanelState[] = [];
  const account = { state: 'done', isReadable: true, logged: new Array<string>() };
  const session = {
    cloud: { resources: { getInstance: () => account.isReadable ? Promise.resolve(orders) : Promise.reject(new Error('not now')) } },
    setup: { views: () => [{ connectionId: 'c1', state: account.state }] },
    checks: { run: (_instance: unknown, _connection: unknown, onUpdate: (partial: Report) => void, signal: AbortSignal) => run(onUpdate, signal) },
  } as unknown as Session;
  const checks = new LatestChecks({
    session: () => Promise.resolve(session), show: (state) => shown.push(state), log: (what) => account.logged.push(what),
    snippets: (_instance, _session, connectionId) => Promise.resolve([snippet(`${connectionId ?? 'no connection'}, ${account.state}`)]),
  });
  return { checks, shown, account };
}

function snippet(text: string): Snippet {
  return { client: 'kcat', title: 'kcat', language: 'properties', fileName: 'kcat.conf', text, commentMark: '#', runsOn: '', usage: [] };
}

describe('the latest check of an instance', () => {
  it('shows results as they arrive, and the last ones as the end', async () => {
    const { checks, shown } = latest((onUpdate) => { onUpdate(reportOf(orders, 'running')); return Promise.resolve(reportOf(orders, 'passed')); });
    await checks.check(target, never);
    assert.deepEqual(shown.map(({ running, report: { headline } }) => [running, headline.state]), [[true, 'running'], [false, 'passed']]);
    assert.equal(checks.state(target)?.report.headline.state, 'passed');
    assert.deepEqual(checks.last, target);
  });

  it('says nothing of now once the connection was changed, and says so', async () => {
    const { checks, shown } = latest(() => Promise.resolve(reportOf(orders, 'passed', 'works', 'c1')));
    await checks.check({ ...target, connectionId: 'c1' }, never);
    checks.said(target, { ok: true, text: 'there and back' });
    await checks.changed({ ...target, connectionId: 'another' }, 'It was undone');
    assert.equal(shown.at(-1)?.report.headline.state, 'passed', 'another connection was changed');
    await checks.changed({ ...target, connectionId: 'c1' }, 'It was undone');
    const state = shown.at(-1);
    assert.deepEqual([state?.report.headline.state, state?.report.headline.code, state?.testMessage], ['unknown', 'report.outdated', undefined]);
    await checks.changed({ ...target, instanceCrn: 'crn of none', connectionId: 'c1' }, 'It was undone');
  });

  it('offers of a connection that was undone neither its key nor the way that led there', async () => {
    const { checks, shown, account } = latest(() => Promise.resolve(reportOf(orders, 'passed', 'works', 'c1')));
    const connected = { ...target, connectionId: 'c1' };
    await checks.check(connected, never);
    assert.deepEqual([shown.at(-1)?.connected, shown.at(-1)?.snippets[0]?.text], [true, 'c1, done']);
    account.state = 'undone';
    const telling = checks.changed(connected, 'It was undone');
    assert.deepEqual([shown.at(-1)?.connected, shown.at(-1)?.report.headline.code], [undefined, 'report.outdated'], 'at once');
    await telling;
    assert.deepEqual([shown.at(-1)?.connected, shown.at(-1)?.snippets[0]?.text], [undefined, 'c1, undone']);
    account.state = 'done';
    await checks.changed(connected, 'It was set up');
    assert.deepEqual([shown.at(-1)?.connected, shown.at(-1)?.snippets[0]?.text], [true, 'c1, done']);
  });

  it('shows no configuration rather than an old one where the instance cannot be read after a change, and tells the log', async () => {
    const { checks, shown, account } = latest(() => Promise.resolve(reportOf(orders, 'passed', 'works', 'c1')));
    await checks.check({ ...target, connectionId: 'c1' }, never);
    account.isReadable = false;
    await checks.changed({ ...target, connectionId: 'c1' }, 'It was undone');
    assert.deepEqual([shown.at(-1)?.snippets, account.logged], [[], ['Could not renew the client configurations']]);
  });

  it('leaves what a check shows that was begun after the change', async () => {
    const { checks, shown } = latest(() => Promise.resolve(reportOf(orders, 'passed', 'works', 'c1')));
    const connected = { ...target, connectionId: 'c1' };
    await checks.check(connected, never);
    const telling = checks.changed(connected, 'It was set up');
    await Promise.all([checks.check(connected, never), telling]);
    assert.equal(shown.at(-1)?.report.headline.text, 'works');
  });

  it('is cancelled on a wish: what was seen stays, and nothing is said of the rest', async () => {
    const { checks, shown } = latest((onUpdate, signal) => {
      onUpdate(reportOf(orders, 'running'));
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    });
    assert.equal(checks.cancel(target), false, 'nothing runs yet');
    const checking = checks.check(target, never);
    while (shown.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(checks.cancel(target), true);
    await assert.rejects(checking, { name: 'AbortError' });
    const { running, report } = shown.at(-1) ?? {};
    assert.deepEqual([running, report?.headline.state, report?.headline.code], [false, 'unknown', 'report.cancelled']);
  });

  it('ends a check that is still running when another begins, and shows nothing more of it', async () => {
    let round = 0;
    const { checks, shown } = latest((onUpdate, signal) => {
      round += 1;
      if (round === 1) {
        onUpdate(reportOf(orders, 'running', 'first'));
        return new Promise((_, reject) => signal.addEventListener('abort', () => {
          onUpdate(reportOf(orders, 'running', 'late'));
          reject(new DOMException('', 'AbortError'));
        }));
      }
      return Promise.resolve(reportOf(orders, 'passed', 'second'));
    });
    const first = checks.check(target, never);
    await new Promise((resolve) => setImmediate(resolve));
    await checks.check(target, never);
    await assert.rejects(first, { name: 'AbortError' });
    assert.deepEqual(shown.map(({ report: { headline } }) => headline.text), ['first', 'second']);
  });

  it('does not go on looking busy after a check that broke off', async () => {
    const { checks, shown } = latest((onUpdate) => { onUpdate(reportOf(orders, 'running')); return Promise.reject(new Error('no')); });
    await assert.rejects(checks.check(target, never), /no/);
    assert.equal(shown.at(-1)?.running, false);
  });

  it('puts what a test message said beside the checks, and keeps it over the next one', async () => {
    const { checks, shown } = latest(() => Promise.resolve(reportOf(orders, 'passed')));
    checks.said(target, { ok: true, text: 'nothing is checked yet' });
    assert.equal(shown.length, 0);
    await checks.check(target, never);
    checks.said(target, { ok: true, text: 'came back' });
    await checks.check(target, never);
    assert.equal(shown.at(-1)?.testMessage?.text, 'came back');
  });

  it('goes on from what a panel showed before a reload of the window, unless something newer is known', async () => {
    const { checks, shown } = latest(() => Promise.resolve(reportOf(orders, 'passed', 'new')));
    const testMessage = { ok: true, text: 'came back' };
    checks.restore(target, { report: reportOf(orders, 'passed', 'old'), running: false, snippets: [], testMessage });
    assert.deepEqual([checks.state(target)?.report.headline.text, shown.length], ['old', 0], 'the page asks for it when it is ready');
    checks.said(target, { ok: false, text: 'did not come back' });
    assert.equal(shown.at(-1)?.testMessage?.text, 'did not come back');
    await checks.check(target, never);
    assert.deepEqual([shown.at(-1)?.report.headline.text, shown.at(-1)?.testMessage?.text], ['new', 'did not come back']);
    checks.restore(target, { report: reportOf(orders, 'passed', 'old'), running: false, snippets: [] });
    assert.equal(checks.state(target)?.report.headline.text, 'new');
  });

  it('takes a check that a reload cut off for a cancelled one', () => {
    const { checks } = latest(() => Promise.resolve(reportOf(orders, 'passed')));
    checks.restore(target, { report: reportOf(orders, 'running'), running: false, snippets: [] });
    assert.equal(checks.state(target)?.report.headline.code, 'report.cancelled');
  });

  it('says what was done with a client configuration, where a panel is there to say it, and keeps it over the next check', async () => {
    const { checks, shown } = latest(() => Promise.resolve(reportOf(orders, 'passed')));
    checks.did(target, { client: 'kcat', text: 'Copied.' });
    assert.equal(shown.length, 0);
    await checks.check(target, never);
    checks.did(target, { client: 'kcat', text: 'Copied.' });
    await checks.check(target, never);
    assert.deepEqual(shown.at(-1)?.clientMessage, { client: 'kcat', text: 'Copied.' });
  });

  it('keeps nothing of one account for another', async () => {
    const { checks } = latest(() => Promise.resolve(reportOf(orders, 'passed')));
    await checks.check(target, never);
    checks.clear();
    assert.equal(checks.state(target), undefined);
    assert.equal(checks.last, undefined);
  });
});
