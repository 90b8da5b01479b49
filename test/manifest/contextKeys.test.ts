import assert from 'node:assert/strict';
import { contextKeys, viewIds } from '../../src/ui/ids';
import { clauses, read, sources } from './manifest';

const keys: readonly string[] = Object.keys(contextKeys);

describe('the context keys', () => {
  it('that a clause asks are declared', () => {
    const views: readonly string[] = viewIds;
    for (const clause of clauses) {
      for (const [name] of clause.matchAll(/privateConnect\.\w+/g)) {
        assert.ok(keys.includes(name) || views.includes(name), `${name} in ${clause}`);
      }
    }
  });

  it('that are declared are asked by a clause, and set by the code', () => {
    const code = sources('src/ui').map(read).join('\n');
    for (const key of keys) {
      assert.ok(clauses.some((clause) => clause.includes(key)), `no clause asks ${key}`);
      assert.match(code, new RegExp(`\\.set\\('${key.replaceAll('.', '\\.')}'`), `nothing sets ${key}`);
    }
  });

  it('are compared with values that they take', () => {
    const values: readonly unknown[] = Object.values(contextKeys).flat();
    for (const clause of clauses) {
      for (const [, value] of clause.matchAll(/privateConnect\.\w+ == '([^']+)'/g)) {
        assert.ok(values.includes(value), `${String(value)} in ${clause}`);
      }
    }
  });

  it('are set at one call site', () => {
    const sites = sources('src').filter((path) => read(path).includes("'setContext'"));
    assert.deepEqual(sites, ['src/ui/contextKeys.ts']);
  });
});
