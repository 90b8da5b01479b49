import assert from 'node:assert/strict';
import { run, step } from '../fixtures';
import { CommandBench } from './commandBench';

const vpc = { kind: 'resource', name: 'payments', crn: 'crn:payments', href: 'https://vpc/payments', region: 'ca-mon' } as const;

describe('the commands of the Resources view', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => { bench = await CommandBench.start(); });
  after(() => bench.stop());
  afterEach(() => { bench.done.length = 0; });

  it('filter by a part of the name, beginning with the filter that is on, and clear it', async () => {
    await bench.succeed('privateConnect.filter', undefined, { type: 'pay' });
    assert.equal(bench.filter, 'pay');
    await bench.succeed('privateConnect.filter', undefined, 'escape');
    assert.equal(bench.filter, 'pay');
    assert.equal(bench.prompter.seen[0]?.current, 'pay');
    await bench.succeed('privateConnect.clearFilter');
    assert.equal(bench.filter, '');
  });

  it('choose among the regions that the account has, by their places', async () => {
    await bench.succeed('privateConnect.chooseRegions', undefined, { take: 'Montreal (ca-mon)' });
    assert.deepEqual(bench.regions, ['ca-mon']);
    await bench.succeed('privateConnect.chooseRegions', undefined, 'escape');
    assert.deepEqual(bench.regions, ['ca-mon']);
    assert.equal(bench.prompter.seen[0]?.current, 'Montreal (ca-mon)');
  });

  it('pin what they are started on and nothing else, and show more of the list whose rest it is', async () => {
    const telemetry = await bench.instance('telemetry');
    await bench.succeed('privateConnect.pinToTop', vpc);
    await bench.succeed('privateConnect.unpin', { kind: 'instance', instance: telemetry });
    await bench.succeed('privateConnect.pinToTop', { kind: 'note' });
    await bench.succeed('privateConnect.loadMore', { kind: 'more', showMore: () => void bench.done.push('more') });
    assert.deepEqual(bench.done, ['pin crn:payments', `unpin ${telemetry.crn}`, 'more']);
  });

  it('copy what a step or a row failed with, its code and trace included', async () => {
    const failure = { code: 'vpc.quota_exceeded', what: 'Could not make it', why: 'Quota.', next: 'Ask for more.', trace: '5f2c' };
    const said = 'copy Could not make it. Quota (trace 5f2c). Ask for more. [vpc.quota_exceeded]';
    const failed = step('ip', 'failed', { failure });
    await bench.succeed('privateConnect.copyError', { kind: 'step', run: run('failed', [failed]), step: failed });
    await bench.succeed('privateConnect.copyError', { kind: 'failure', failure, retry: () => undefined });
    await bench.succeed('privateConnect.copyError', { kind: 'note' });
    assert.deepEqual(bench.done, [said, said]);
  });

  it('show a resource as the API gives it, an instance by its CRN alone', async () => {
    await bench.succeed('privateConnect.showDetails', vpc);
    assert.equal(bench.last, 'details payments https://vpc/payments');
    await bench.succeed('privateConnect.showDetails', undefined, { take: 'telemetry' });
    assert.equal(bench.last, 'details telemetry');
  });

  it('open an instance\'s page in the console, and say where to look when the cloud names none', async () => {
    const telemetry = await bench.instance('telemetry');
    await bench.succeed('privateConnect.openInConsole', { kind: 'instance', instance: telemetry });
    assert.match(bench.last ?? '', /^page https:\/\/cloud\.ibm\.com\//);
    const { page, ...without } = telemetry;
    assert.ok(page !== undefined);
    const failure = await bench.fail('privateConnect.openInConsole', { kind: 'instance', instance: without });
    assert.deepEqual([failure.code, failure.next], ['ui.no-page', 'Look for it at cloud.ibm.com/resources.']);
  });

  it('open the console at the list that a thing of a VPC stands in', async () => {
    const pages = { 'vpc': 'network/vpcs', 'instance': 'compute/vs', 'subnet': 'network/subnets', 'security-group': 'network/securityGroups', 'endpoint-gateway': 'network/endpointGateways' };
    for (const [type, page] of Object.entries(pages)) {
      await bench.succeed('privateConnect.openInConsole', { ...vpc, crn: `crn:v1:bluemix:public:is:ca-mon:a/account::${type}:r038-1` });
      assert.equal(bench.last, `page https://cloud.ibm.com/vpc-ext/${page}`);
    }
    const failure = await bench.fail('privateConnect.openInConsole', { ...vpc, crn: 'crn:v1:bluemix:public:is:ca-mon:a/account::toString:r038-1' });
    assert.equal(failure.code, 'ui.no-page');
  });

  it('copy names and CRNs', async () => {
    await bench.succeed('privateConnect.copyCrn', vpc);
    assert.equal(bench.last, 'copy crn:payments');
    await bench.succeed('privateConnect.copyName', { kind: 'instance', instance: await bench.instance('telemetry') });
    assert.equal(bench.last, 'copy telemetry');
  });

  it('put the instances that can be connected first, with what speaks against the others', async () => {
    await bench.succeed('privateConnect.copyName', undefined, 'escape');
    const labels = bench.prompter.seen[0]?.labels ?? [];
    assert.ok(labels.length > 2);
    const connectable = await Promise.all(labels.map(async (label) => (await bench.instance(label)).connectable.possible));
    assert.deepEqual(connectable, [...connectable].sort((left, right) => Number(right) - Number(left)));
  });

  it('load again what could not be loaded', async () => {
    let tries = 0;
    await bench.succeed('privateConnect.retry', { kind: 'region', region: 'ca-mon', retry: () => { tries += 1; } });
    assert.equal(tries, 1);
  });

  it('refresh the resources and what other windows planned', async () => {
    let heard = 0;
    const stop = bench.session.setup.onDidChange(() => { heard += 1; });
    await bench.succeed('privateConnect.refresh');
    stop();
    assert.deepEqual(bench.done, ['refresh']);
    assert.equal(heard, 1);
  });
});
