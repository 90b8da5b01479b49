import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { regionAround, watched } from '../../../../scripts/mutate/regions';
import { parsed } from './support';

/** Runs a file that is watched; which regions it said were reached, by the text that they start with. */
function reachedIn(text: string): string[] {
  const said: string[] = [];
  const script = ts.transpileModule(watched('f.ts', parsed(text), 'teller'), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } }).outputText;
  runInNewContext(script, { exports: {}, require: () => ({ reached: (name: string) => said.push(name) }) });
  return said.map((name) => name === 'f.ts' ? 'file' : text.slice(Number(name.split('#')[1]?.split('-')[0])).slice(0, 12).trim());
}

describe('a watched file', () => {
  it('tells which functions are reached, of every kind, and does what it did', () => {
    const text = `
      const seen = [];
      function one() { seen.push(1); }
      const two = (n) => (m) => n + m;
      class Three { constructor() { this.x = 3; } get four() { return { x: this.x }; } never() { return 0; } }
      const five = () => ({ a: [() => 6] });
      one();
      if (two(1)(2) !== 3 || new Three().four.x !== 3 || five().a[0]() !== 6) throw new Error('it does something else');
    `;
    assert.deepEqual(reachedIn(text), [
      'file', 'function one', '(n) => (m) =', '(m) => n + m', 'new Three().', 'constructor(', 'get four() {', 'five().a[0](', '() => ({ a:', '() => 6] });',
    ]);
  });

  it('tells which ways are taken: of conditions, loops, cases, attempts and all that may be left out', () => {
    const text = `
      let n = 0;
      if (n === 0) n += 1; else n += 100;
      if (n === 0) { n += 100; } else { n += 2; }
      for (const each of [1]) n += each;
      while (n < 0) { n += 100; }
      switch (n) { case 4: n += 4; break; default: n += 100; }
      try { n += 5; throw n; } catch { n += 6; }
      n += n > 0 ? 7 : 100;
      n += ((n < 0 && 100) || (n > 0 && null)) ?? 9;
      if (n !== 35) throw new Error(String(n));
    `;
    assert.deepEqual(reachedIn(text), ['file', 'n += 1; else', '{ n += 2; }', 'n += each;', 'n += 4; brea', '{ n += 5; th', '{ n += 6; }', '7 : 100;', '(n > 0 && nu', 'null)) ?? 9;', '9;\n      if']);
  });

  it('has a piece in the innermost region around it, a function\'s parameters too, else in the file', () => {
    const text = 'const x = 1; function outer(a = x) { if (a) return () => 2; }';
    const around = (piece: string): string => regionAround('f.ts', parsed(text), { start: text.indexOf(piece), end: text.indexOf(piece) + piece.length }).replace(/-\d+/, '');
    assert.deepEqual(['= 1', '= x', 'if (a) return', '(a)', 'return () => 2;', '2'].map(around), ['f.ts', 'f.ts#13', 'f.ts#13', 'f.ts#13', 'f.ts#44', 'f.ts#51']);
  });
});
