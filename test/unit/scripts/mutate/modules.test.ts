import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Modules } from '../../../../scripts/mutate/modules';
import { Order } from '../../../../scripts/mutate/order';
import { writeFiles } from './support';

const files = {
  'src/deep.ts': 'export const deep = 1;',
  'src/late.ts': 'export const late = 1;',
  'src/middle.ts': 'export { deep } from "./deep"; export const load = () => import("./late");',
  'src/types.ts': 'import type { deep } from "./deep"; export type T = typeof deep;',
  'src/folder/index.ts': 'import "node:fs"; import "../middle";',
  'test/unit/deep.test.ts': 'import { deep } from "../../src/deep";',
  'test/unit/direct.test.ts': 'import { deep } from "../../src/deep";',
  'test/unit/far.test.ts': 'import "../../src/folder";',
  'test/unit/types.test.ts': 'import { T } from "../../src/types";',
};

describe('the modules of a project', () => {
  let folder: string;
  let modules: Modules;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-modules-'));
    writeFiles(folder, files);
    modules = new Modules(folder, Object.keys(files));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are reached through imports, exports, folders, and what is imported late, but not through types', () => {
    assert.deepEqual([...modules.reachedFrom('test/unit/far.test.ts')].sort(), ['src/deep.ts', 'src/folder/index.ts', 'src/late.ts', 'src/middle.ts', 'test/unit/far.test.ts']);
    assert.deepEqual([...modules.reachedFrom('test/unit/types.test.ts')], ['test/unit/types.test.ts', 'src/types.ts']);
  });

  it('have their mirror among the tests run first, then those that import them, then the others, of each the quick ones first', () => {
    const tests = [['far', 1], ['direct', 2], ['deep', 9], ['other', 0]] as const;
    const covered = tests.map(([name, ms]) => ({ file: `test/unit/${name}.test.ts`, ms, reached: new Set<string>() }));
    assert.deepEqual(new Order(modules).sorted('src/deep.ts', covered).map(({ ms }) => ms), [9, 2, 0, 1]);
  });

  it('have those tests run before all others that killed most of the mutants before', () => {
    const covered = ['far', 'direct', 'deep'].map((name, ms) => ({ file: `test/unit/${name}.test.ts`, ms, reached: new Set<string>() }));
    const order = new Order(modules);
    for (const killer of ['far', 'far', 'direct']) order.killed('src/deep.ts', `test/unit/${killer}.test.ts`);
    assert.deepEqual(order.sorted('src/deep.ts', covered).map(({ ms }) => ms), [0, 1, 2]);
    assert.deepEqual(order.sorted('src/late.ts', [...covered].reverse()).map(({ ms }) => ms), [0, 1, 2]);
  });
});
