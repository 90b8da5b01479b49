import assert from 'node:assert/strict';
import { bundleParts, bundleText } from '../../../../src/ui/support/bundle';
import { CommandBench } from './commandBench';

describe('the commands for support', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => {
    bench = await CommandBench.start();
    assert.ok((await bundleParts(bench.support(), bench.session)).every(({ text }) => text !== ''), 'nothing empty is offered');
    await bench.connected();
  });
  after(() => bench.stop());
  beforeEach(() => { bench.done.length = 0; });

  it('have a bundle of a run, with its journal and its states, that holds no secret', async () => {
    const { product } = bench;
    await product.latestChecks.check({ instanceCrn: (await bench.instance('telemetry')).crn, instanceName: 'telemetry' }, new AbortController().signal);
    const log = await bench.support().log();
    assert.ok((await bench.support().secrets()).some((secret) => log.includes(secret)), 'the log is careless');
    const parts = await bundleParts(bench.support(), bench.session);
    const text = bundleText(parts);
    product.canaries.see('the support bundle', text);
    assert.deepEqual(product.canaries.leaks().filter((leak) => leak.includes('the support bundle')), []);
    assert.ok(!text.includes(bench.session.account.accountId) && !text.includes(product.folder));
    assert.deepEqual(parts.map(({ name }) => name.replace(/^.*(?=\.(?:connection|journal))/, '')), [
      'Versions and system', 'Settings', 'States of the connections', '.connection.json', '.journal.jsonl', 'Log of this window',
    ]);
    assert.match(text, /done · \d+ steps[\s\S]*"type":"made"/);
  });

  it('list what goes into the file before it is written, and write no more than was chosen', async () => {
    await bench.succeed('privateConnect.saveSupportBundle', undefined, { take: 'Settings' });
    assert.ok(bench.prompter.seen[0]?.labels.includes('Log of this window'));
    assert.match(bench.last ?? '', /^save private-connect-support\.md # Support bundle\n\n## Settings\n/);
    assert.doesNotMatch(bench.last ?? '', /Log of this window/);
    await bench.succeed('privateConnect.saveSupportBundle', undefined, 'escape');
    assert.equal(bench.done.length, 1);
  });

  it('begin an issue with the versions and the system', async () => {
    await bench.succeed('privateConnect.reportIssue');
    assert.match(bench.last ?? '', /^issue What I did:[\s\S]*- Private Connect 0\.1\.0\n- VS Code 1\.100\.0\n- linux x64/);
  });

  it('begin it as a text where the product names no place for issues, since the editor has no form then', async () => {
    bench.takesIssues = false;
    await bench.succeed('privateConnect.reportIssue');
    assert.match(bench.last ?? '', /^text markdown What I did:[\s\S]*- Private Connect 0\.1\.0/);
    assert.match(bench.said.at(-1) ?? '', /send it to whoever/);
  });
});
