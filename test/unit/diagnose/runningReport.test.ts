import assert from 'node:assert/strict';
import type { Finding, Report } from '../../../src/model/check';
import { RunningReport } from '../../../src/diagnose/runningReport';
import type { CheckRequest } from '../../../src/diagnose/request';
import { brokers, perBroker } from './outcomes';
import { from, instanceWith, laptop, namedNetwork, requestFor, server, serverPath } from './support';

describe('the report while the checks run', () => {
  const network = namedNetwork({});
  const vantages = from(laptop(network), server(network));
  const row = (id: string) => ({ id, title: `Title of ${id}` });
  const asked = [
    { vantage: { id: 'local', name: 'this laptop' }, checks: [row('names'), row('tcp')] },
    { vantage: { id: 'server', name: 'build-box' }, checks: [row('server'), row('names'), row('tcp')] },
  ];

  function start(more: Partial<CheckRequest> = {}): { report: RunningReport; updates: Report[]; last: () => Report } {
    const updates: Report[] = [];
    const report = new RunningReport(requestFor(brokers, { vantages, path: serverPath, connectionId: 'c1', ...more }), asked, (update) => updates.push(update));
    return { report, updates, last: () => updates.at(-1) ?? report.report() };
  }
  const passed: Finding = { state: 'passed', code: 'ok', summary: 'all there', evidence: ['seen'] };

  it('has every result from the start, one vantage after the other, and every check as a row', () => {
    const { updates } = start();
    assert.equal(updates.length, 1);
    const [first] = updates;
    assert.deepEqual(first?.results.map(({ vantage, check }) => `${vantage} ${check}`), [
      'local names', 'local tcp', 'server server', 'server names', 'server tcp',
    ]);
    assert.deepEqual(first.results[0], {
      check: 'names', vantage: 'local', title: 'Title of names', state: 'waiting', code: 'waiting', summary: '', evidence: [],
    });
    assert.deepEqual(first.checks, [row('server'), row('names'), row('tcp')]);
  });

  it('says which instance is looked at, from where, by which connection, and since when', () => {
    const { last } = start();
    const { instance, connectionId, vantages: views, meant, checkedAt, members } = last();
    assert.deepEqual(instance, {
      crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::', name: 'orders', region: 'ca-mon', description: 'Event Streams Gen 2',
    });
    assert.deepEqual([connectionId, views, meant], ['c1', [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box' }], 'server']);
    assert.ok(!Number.isNaN(Date.parse(checkedAt)));
    assert.deepEqual(members, brokers);
    assert.equal(start({ instance: instanceWith(brokers, { edition: '' }) }).last().instance.description, 'Event Streams');
  });

  it('keeps its order and its time, and tells of each change', () => {
    const { report, updates, last } = start();
    report.running('server', 'names');
    report.found('server', 'names', passed, 12);
    assert.equal(updates.length, 3);
    assert.deepEqual(updates[1]?.results[3], { ...updates[0]?.results[3], state: 'running', code: 'running' });
    assert.deepEqual(last().results[3], { check: 'names', vantage: 'server', title: 'Title of names', ...passed, milliseconds: 12 });
    assert.deepEqual(last().results.map(({ check }) => check), updates[0]?.results.map(({ check }) => check));
    assert.deepEqual(updates.map(({ checkedAt }) => checkedAt), updates.map(() => last().checkedAt));
    assert.equal(last().results[0]?.state, 'waiting');
  });

  it('keeps what each member said out of the result and in the picture', () => {
    const { report, last } = start();
    report.found('server', 'server', passed);
    report.found('server', 'tcp', { ...passed, state: 'failed', members: perBroker([1]) });
    assert.ok(last().results.every((result) => !('members' in result)));
    assert.equal(last().hops.find(({ name }) => name === 'kafka-1')?.state, 'broken');
    assert.match(last().headline.text, /orders cannot be used from build-box: all there/);
  });

  it('does nothing for a check or a vantage that nobody asks', () => {
    const { report, updates } = start();
    report.running('local', 'server');
    report.found('elsewhere', 'names', passed);
    report.unusable('elsewhere', 'gone');
    assert.equal(updates.length, 1);
    assert.deepEqual(report.report().vantages.map(({ unusable }) => unusable), [undefined, undefined]);
  });

  it('says which vantage could not be used, and why', () => {
    const { report } = start();
    report.unusable('server', 'no key fits');
    assert.deepEqual(report.report().vantages, [{ id: 'local', name: 'this laptop' }, { id: 'server', name: 'build-box', unusable: 'no key fits' }]);
  });

  it('shows the instance as it says itself, by the first that heard it', () => {
    const { report } = start();
    assert.equal(report.report().identity, undefined);
    const [only] = brokers;
    assert.ok(only);
    report.learnt({ identity: { label: 'Cluster', value: 'abc' }, members: [only] });
    report.learnt({ identity: { label: 'Cluster', value: 'other' }, members: [] });
    const { identity, members, hops } = report.report();
    assert.deepEqual([identity, members], [{ label: 'Cluster', value: 'abc' }, [only]]);
    assert.deepEqual(hops.map(({ name }) => name), ['this laptop', 'build-box', 'endpoint gateway', 'kafka-0']);
    for (const check of ['server', 'names', 'tcp']) {
      report.found('server', check, passed);
    }
    assert.equal(report.report().headline.text, 'orders works from build-box.');
  });

  it('shares no list that would change later', () => {
    const { report, updates } = start();
    report.unusable('server', 'gone');
    report.running('server', 'names');
    assert.equal(updates[0]?.vantages[1]?.unusable, undefined);
    assert.equal(updates[0]?.results[3]?.state, 'waiting');
  });
});
