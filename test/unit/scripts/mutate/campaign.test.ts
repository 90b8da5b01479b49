import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Campaign } from '../../../../scripts/mutate/campaign';
import { writeFiles } from './support';

const source = `export function counted(limit: number): number {
  let count = 0;
  for (let left = limit; left > 0; left -= 1) count += 1;
  return count;
}
export function untested(): boolean {
  return true;
}
`;

describe('mutants of a small project', function suite() {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-campaign-'));
    const root = join(folder, 'project');
    writeFiles(root, {
      'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] }, include: ['src'] }),
      'package.json': '{}',
      '.gitignore': 'node_modules\n.cache',
      'src/part/numbers.ts': source,
      'src/other.ts': 'export const other = 1;',
      'test/unit/part/numbers.test.ts': `import { strict as assert } from 'node:assert'; import { counted } from '../../../src/part/numbers';
        it('counts', () => assert.equal(counted(3), 3));`,
      'test/unit/failing.test.ts': 'import "../../src/part/numbers"; it("fails", () => { throw new Error("always"); });',
      'test/unit/other.test.ts': 'import "../../src/other"; it("is not run", () => { throw new Error("always"); });',
    });
    symlinkSync(resolve(import.meta.dirname, '../../../../node_modules'), join(root, 'node_modules'));
    execFileSync('git', ['init', '-q'], { cwd: root });
    mkdirSync(join(folder, 'copy'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are killed by tests that fail or never end, and survive where nothing looks; the project itself stays as it is', async () => {
    const same = { file: 'src/part/numbers.ts', line: 'let count = 0;', before: '0', after: '(0 + 1)', reason: 'somebody says so' };
    const said: string[] = [];
    const outcomes = await new Campaign(join(folder, 'project'), [join(folder, 'copy')], ['src/part'], [same, { ...same, line: 'gone' }]).run(Infinity, 1, (text) => said.push(text));
    const states = Object.fromEntries(outcomes.map(({ mutant: { change, start, text }, verdict: { state } }) => [`${source.slice(0, start).split('\n').length} ${change} ${text}`, state]));
    assert.equal(states['2 number (0 + 1)'], 'equivalent');
    assert.equal(states['3 boundary moved >='], 'killed');
    assert.equal(states['3 arithmetic +='], 'killed', 'it never ends');
    assert.equal(states['7 true → false false'], 'survived');
    assert.deepEqual(Object.values(states).filter((state) => state === 'survived').length, 1, JSON.stringify(states));
    assert.equal(said.filter((line) => line.startsWith('Left out')).join(), 'Left out, since it fails without a mutant: test/unit/failing.test.ts: fails');
    assert.ok(said.includes('Said to do the same, but not found any more: src/part/numbers.ts: gone'));
    for (const place of ['project', 'copy']) assert.equal(readFileSync(join(folder, place, 'src/part/numbers.ts'), 'utf8'), source);
  });
});
