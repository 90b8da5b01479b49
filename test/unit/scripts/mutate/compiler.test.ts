import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Compiler } from '../../../../scripts/mutate/compiler';
import type { Mutant } from '../../../../scripts/mutate/mutant';
import { writeFiles } from './support';

const value = 'export const value = () => 1;\nfunction unused(): void { value(); }\nunused();\n';

describe('the compiler', function suite() {
  this.timeout(60_000);
  let folder: string;
  let compiler: Compiler;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-compiler-'));
    writeFiles(folder, {
      'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noUnusedLocals: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] }, include: ['src', 'test'] }),
      'src/value.ts': value,
      'src/user.ts': 'import { value } from "./value"; export const twice: number = value() * 2;',
      'src/broken.ts': 'import { value } from "./value"; export const text: string = value();',
      'test/value.test.ts': 'import { value } from "../src/value"; const exact: 1 | 2 | number = value(); exact.toFixed();',
    });
    compiler = new Compiler(folder, 'src');
  });
  after(() => rmSync(folder, { recursive: true }));

  const replaced = (before: string, text: string): Mutant => ({ file: 'src/value.ts', start: value.indexOf(before), end: value.indexOf(before) + before.length, text, change: '' });

  it('knows the source, not the tests', () => {
    assert.deepEqual(compiler.files, ['src/broken.ts', 'src/user.ts', 'src/value.ts']);
  });

  it('takes a mutant whose types fit, though something is no longer used, and what was broken before says nothing', () => {
    assert.equal(compiler.compiles(replaced('1', '(1 + 1)')), true);
    assert.equal(compiler.compiles(replaced('unused();\n', ';')), true);
  });

  it('takes none whose types do not fit: in itself, in a file that uses it, or that is no text of the language', () => {
    assert.equal(compiler.compiles(replaced('value();', 'value().length;')), false);
    assert.equal(compiler.compiles(replaced('1', '\'\'')), false);
    assert.equal(compiler.compiles(replaced('1', '(')), false);
  });

  it('forgets a mutant as soon as it was looked at', () => {
    assert.equal(compiler.compiles(replaced('1', '\'\'')), false);
    assert.equal(compiler.compiles(replaced('1', '2')), true);
  });
});
