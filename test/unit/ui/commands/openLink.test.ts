import assert from 'node:assert/strict';
import { openLink } from '../../../../src/ui/commands/openLink';
import { CommandBench } from './commandBench';

describe('a link into the product', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => { bench = await CommandBench.start(); });
  after(() => bench.stop());
  beforeEach(() => {
    bench.done.length = 0;
    bench.failures.length = 0;
  });

  const follow = async (path: string, query: string): Promise<string | undefined> => {
    await openLink(bench.services(), { path, query });
    const error = bench.failures.splice(0)[0]?.error;
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
  };

  it('shows the row of the instance that it names, and does nothing else', async () => {
    const { crn, region } = await bench.instance('telemetry');
    assert.equal(await follow('/instance', `crn=${encodeURIComponent(crn)}`), undefined);
    assert.deepEqual(bench.done, ['reveal resources', `row region/${region} > region/${region}/event-streams > ${crn}`]);
  });

  it('says so where the account has no such instance', async () => {
    const { crn } = await bench.instance('telemetry');
    assert.equal(await follow('/instance', `crn=${encodeURIComponent(crn.replace(/[0-9a-f]{4}::$/, '0000::'))}`), 'ui.other-account');
    assert.deepEqual(bench.done, ['reveal resources']);
  });

  it('that names anything else leads nowhere', async () => {
    const { crn } = await bench.instance('telemetry');
    const good = encodeURIComponent(crn);
    const links = [
      ['/instance', ''], ['/instance', 'crn='], ['/run', `crn=${good}`], ['/instance', `crn=${good}&crn=${good}`], ['/instance', `crn=${good}&run=1`],
      ['/instance', `crn=${encodeURIComponent(crn.replace('messagehub', 'is'))}`], ['/instance', `crn=${good}${'x'.repeat(600)}`],
      ['/instance', `crn=${encodeURIComponent(`${crn}](command:evil)`)}`], ['/instance', 'crn=command:workbench.action.quit'],
    ] as const;
    for (const [path, query] of links) assert.equal(await follow(path, query), 'ui.unknown-link', `${path}?${query}`);
    assert.deepEqual(new Set(bench.done), new Set(['reveal resources']));
  });
});
