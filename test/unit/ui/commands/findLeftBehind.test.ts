import assert from 'node:assert/strict';
import { CommandBench } from './commandBench';

describe('the command that looks for what was left behind', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => { bench = await CommandBench.start(); });
  after(() => bench.stop());

  it('finds it where no file tells of it any more, shows it with its cost, and has it deleted once its name is typed', async () => {
    const { id } = await bench.connected();
    await bench.succeed('privateConnect.findLeftBehind');
    assert.match(bench.said.pop() ?? '', /^Nothing is left behind: all that connections made in this account stands in the Activity view\./);
    await bench.session.setup.keepAndForget(id);
    await bench.succeed('privateConnect.findLeftBehind', undefined, { take: new RegExp(id) });
    assert.match(bench.prompter.seen.at(-1)?.descriptions[0] ?? '', new RegExp(` · 7 things · \\$[0-9.]+ a month`));
    const details = bench.prompter.seen.at(-1)?.details?.[0] ?? '';
    assert.match(details, /^Found by its tag: /);
    assert.ok(!details.includes(id) && details.length < 120, details);
    const [left] = bench.session.setup.views();
    assert.deepEqual([left?.title, bench.last], [`Left behind by ${id}`, `plan ${left?.connectionId ?? ''}`]);
    await bench.succeed('privateConnect.undo', undefined, { type: id });
    assert.deepEqual(bench.session.setup.views().map(({ state }) => state), ['undone']);
    await bench.succeed('privateConnect.findLeftBehind');
    assert.equal(bench.session.setup.connections().length, 1);
  });
});
