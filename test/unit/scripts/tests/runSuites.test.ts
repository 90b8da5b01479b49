import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from '../../../../scripts/tests/counts';
import { runSuites } from '../../../../scripts/tests/runSuites';
import type { Suite } from '../../../../scripts/tests/suites';
import { Missing } from '../../../../scripts/workbench/components';

describe('suites', () => {
  let folder: string;
  let said: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-suites-'));
    said = '';
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const suite = (name: string, script: string, prepare = () => Promise.resolve()): Suite => ({
    name, prepare, command: (counts) => [process.execPath, '-e', `const { writeFileSync, existsSync } = require('node:fs'); const [counts] = process.argv.slice(1); ${script}`, counts],
  });
  const counts = (passed: number, failed: number, skipped = 0): string => `writeFileSync(counts, JSON.stringify({ passed: ${passed}, failed: ${failed}, skipped: ${skipped} }));`;
  const run = (suites: readonly Suite[], more: { atOnce?: number; nothingMayLack?: boolean } = {}): Promise<Counts> => runSuites(suites, {
    root: folder, folder, atOnce: 2, nothingMayLack: false, write: (text) => { said += typeof text === 'string' ? text : Buffer.from(text).toString(); }, ...more,
  });

  it('run side by side, their counts add up, and what each prints stays together', async () => {
    const [one, two] = [join(folder, 'one-is-there'), join(folder, 'two-is-there')];
    const meeting = (own: string, other: string): string => `
      console.log('before'); writeFileSync(${JSON.stringify(own)}, '');
      const wait = setInterval(() => { if (existsSync(${JSON.stringify(other)})) { clearInterval(wait); console.log('after'); ${counts(2, 1, 1)} process.exitCode = 1; } }, 5);`;
    assert.deepEqual(await run([suite('one', meeting(one, two)), suite('two', meeting(two, one))]), { passed: 4, failed: 2, skipped: 2 });
    assert.match(said, /^\n== one\nbefore\nafter\n== one: 2 passed, 1 failed, 1 skipped in \d+ s\n\n== two\nbefore\nafter\n== two: 2 passed, 1 failed, 1 skipped in \d+ s\n$/);
  });

  it('are no more at the same time than they may be', async () => {
    const busy = join(folder, 'busy');
    const alone = `if (existsSync(${JSON.stringify(busy)})) process.exit(9); writeFileSync(${JSON.stringify(busy)}, ''); setTimeout(() => { require('node:fs').rmSync(${JSON.stringify(busy)}); ${counts(1, 0)} }, 50);`;
    assert.deepEqual(await run(['a', 'b', 'c'].map((name) => suite(name, alone)), { atOnce: 1 }), { passed: 3, failed: 0, skipped: 0 });
  });

  const deaths: readonly (readonly [string, string, Counts, RegExp])[] = [
    ['dies before its counts', 'process.kill(process.pid, "SIGKILL");', { passed: 0, failed: 1, skipped: 0 }, /ended with SIGKILL and without a test/],
    ['ends well without a test', counts(0, 0), { passed: 0, failed: 1, skipped: 0 }, /ended with 0 and without a test/],
    ['ends badly after tests that passed', `${counts(3, 0)} process.exitCode = 7;`, { passed: 3, failed: 1, skipped: 0 }, /ended with 7 after its tests/],
  ];
  for (const [title, script, expected, words] of deaths) {
    it(`have failed when one ${title}`, async () => {
      assert.deepEqual(await run([suite('one', script)]), expected);
      assert.match(said, words);
    });
  }

  it('that lack something are named, and have failed only where nothing may lack', async () => {
    const lacking = suite('one', counts(1, 0), () => Promise.reject(new Missing('there is no wheel')));
    assert.deepEqual(await run([lacking, suite('two', counts(1, 0))]), { passed: 1, failed: 0, skipped: 0 });
    assert.match(said, /The one suite is skipped: there is no wheel/);
    assert.deepEqual(await run([lacking], { nothingMayLack: true }), { passed: 0, failed: 1, skipped: 0 });
    assert.equal(existsSync(join(folder, 'one')), false);
  });

  it('are prepared one after the other', async () => {
    let preparing = 0;
    const prepare = async (): Promise<void> => {
      preparing += 1;
      assert.equal(preparing, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      preparing -= 1;
    };
    assert.deepEqual(await run(['a', 'b', 'c'].map((name) => suite(name, counts(1, 0), prepare)), { atOnce: 3 }), { passed: 3, failed: 0, skipped: 0 });
  });
});
