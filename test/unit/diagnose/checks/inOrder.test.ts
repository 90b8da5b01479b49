import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/model/check';
import type { VantageCheck } from '../../../../src/model/vantage';
import { checksInOrder } from '../../../../src/diagnose/checks/inOrder';
import { brokers } from '../outcomes';
import { contextOf, from, laptop, namedNetwork, requestFor, server, type TestVantage } from '../support';

describe('the order of the checks', () => {
  const network = namedNetwork({});
  const finding: Finding = { state: 'passed', code: 'ok', summary: 'up', evidence: [] };

  async function inOrder(vantage: TestVantage) {
    const request = requestFor(brokers, { vantages: from(vantage) });
    const { context, lookout } = await contextOf(request);
    return { context, checks: checksInOrder(request, lookout) };
  }

  it('is: names, ports, certificates, then what the service adds', async () => {
    const { checks } = await inOrder(laptop(network));
    assert.deepEqual(checks.map(({ id }) => id), ['names', 'tcp', 'tls', 'sasl', 'api-versions', 'metadata', 'brokers', 'authority']);
    assert.deepEqual(checks.map(({ dependsOn }) => dependsOn.join()), ['', 'names', 'tcp', 'tls', 'sasl', 'api-versions', 'metadata', 'metadata']);
    assert.equal(checks[0]?.title, 'Names of the brokers');
  });

  it('has the vantage\'s own questions first, each hanging on those before it', async () => {
    const signals: AbortSignal[] = [];
    const ask = (id: string): VantageCheck => ({ id, title: `Title of ${id}`, run: (signal) => { signals.push(signal); return Promise.resolve(finding); } });
    const { context, checks } = await inOrder(server(network, { before: [ask('tunnel'), ask('route')] }));
    assert.deepEqual(checks.slice(0, 4).map(({ id, title, dependsOn }) => [id, title, dependsOn.join()]), [
      ['server', 'SSH sign-in', ''], ['tunnel', 'Title of tunnel', 'server'], ['route', 'Title of route', 'server,tunnel'],
      ['names', 'Names of the brokers', 'server,tunnel,route'],
    ]);
    const { signal } = new AbortController();
    assert.equal(await checks[1]?.run(context, signal), finding);
    assert.deepEqual(signals, [signal]);
  });

  it('is made anew for each vantage: nothing that one learns is known to another', async () => {
    const [one, other] = [await inOrder(laptop(network)), await inOrder(laptop(network))];
    assert.notEqual(one.checks.at(-1), other.checks.at(-1));
  });
});
