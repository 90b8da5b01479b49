import assert from 'node:assert/strict';
import type { Report } from '../../../../src/model/check';
import { CheckHistory } from '../../../../src/ui/checks/checkHistory';
import { hasFailed } from '../../../../src/ui/checks/checkSummary';
import { instance } from '../fixtures';
import { MemoryMemento } from '../session/memory';
import { reportOf } from './report';

const orders = instance('orders');

describe('the history of checks', () => {
  it('keeps the last word on each way, over a restart', async () => {
    const memento = new MemoryMemento();
    await new CheckHistory(memento, 'k').add(reportOf(orders, 'failed', 'Port 9093 is closed.', 'c1'));
    await new CheckHistory(memento, 'k').add(reportOf(orders, 'passed', 'All passed.', 'c1'));
    await new CheckHistory(memento, 'k').add(reportOf(orders, 'failed', 'Not from here.'));
    const history = new CheckHistory(memento, 'k');
    assert.equal(history.get('c1')?.passed, true);
    assert.equal(history.get(orders.crn)?.passed, false);
    assert.equal(history.anyPassed(), true);
  });

  it('tells what works in part, and what could not be asked to its end, from what failed', async () => {
    const history = new CheckHistory(new MemoryMemento(), 'k');
    const said = async (report: Report): Promise<unknown> => {
      await history.add(report);
      const { passed, partly, unfinished } = history.get('c1') ?? {};
      return [passed, partly, unfinished, hasFailed(history.get('c1'))];
    };
    const expected = { check: 'names', vantage: 'local', title: 'Names', state: 'expected', code: 'dns.nxdomain', summary: '', evidence: [] } as const;
    assert.deepEqual(await said(reportOf(orders, 'degraded', '', 'c1')), [false, true, undefined, false]);
    assert.deepEqual(await said(reportOf(orders, 'unknown', '', 'c1')), [false, undefined, true, false]);
    assert.deepEqual(await said({ ...reportOf(orders, 'unknown', '', 'c1'), results: [expected] }), [false, undefined, undefined, true]);
    assert.deepEqual(await said(reportOf(orders, 'failed', '', 'c1')), [false, undefined, undefined, true]);
  });

  it('forgets a way that is undone, and an account has its own', async () => {
    const memento = new MemoryMemento();
    const history = new CheckHistory(memento, 'k');
    await history.add(reportOf(orders, 'passed', '', 'c1'));
    await history.forget('c1');
    await history.forget('never there');
    assert.equal(history.get('c1'), undefined);
    assert.equal(new CheckHistory(memento, 'other').anyPassed(), false);
  });

  it('keeps words alone: no evidence, no address', async () => {
    const memento = new MemoryMemento();
    await new CheckHistory(memento, 'k').add({ ...reportOf(orders, 'passed', 'All passed.'), members: [{ host: 'kafka-0.private', port: 9093 }] });
    assert.ok(!JSON.stringify([...memento.kept]).includes('kafka-0'));
  });

  it('takes a damaged memento for an empty one', () => {
    const memento = new MemoryMemento();
    memento.kept.set('k', { c1: 'yes' });
    assert.equal(new CheckHistory(memento, 'k').get('c1'), undefined);
  });
});
