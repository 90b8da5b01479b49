import assert from 'node:assert/strict';
import { mutantTexts } from './support';

const declarations = 'declare const a: boolean, b: boolean, n: number, m: number, text: string, list: string[], maybe: string | undefined, thing: { part?: { size: number } } | undefined; declare function act(): void; declare function wait(): Promise<void>;\n';

/** What a statement becomes, among other things. */
function becomes(before: string): string[] {
  return mutantTexts(declarations + before).map((text) => text.slice(declarations.length));
}

describe('the mutants of a file', () => {
  const cases: readonly (readonly [title: string, before: string, after: readonly string[]])[] = [
    ['have conditions negated', 'while (a) act();', ['while (!a) act();']],
    ['lose a negation', 'const c = !a;', ['const c = a;']],
    ['have "and" for "or" and one side alone', 'const c = a || b;', ['const c = (a && b);', 'const c = a;', 'const c = b;']],
    ['have "or" for "and"', 'const c = a && b;', ['const c = (a || b);']],
    ['have boundaries moved and comparisons turned', 'const c = n < m;', ['const c = n <= m;', 'const c = n >= m;']],
    ['have equalities turned', 'const c = n === m;', ['const c = n !== m;']],
    ['have other arithmetic', 'const c = n + m;', ['const c = n - m;']],
    ['have other numbers', 'const c = 3;', ['const c = (3 + 1);']],
    ['have other booleans', 'const c = { d: true };', ['const c = { d: false };']],
    ['have texts emptied, and empty ones filled', 'list.includes("x"); list.includes("");', ['list.includes(\'\'); list.includes("");', 'list.includes("x"); list.includes(\'mutated\');']],
    ['lack what follows "??", or what is before it', 'const c = maybe ?? text;', ['const c = maybe;', 'const c = text;']],
    ['lack what is reached by "?."', 'const c = thing?.part?.size;', ['const c = undefined;']],
    ['lack a statement', 'if (a) { n.toFixed(); act(); }', [';', 'if (a) { ; act(); }', 'if (a) { n.toFixed(); ; }']],
    ['lack what is done else', 'if (a) act(); else n.toFixed();', ['if (a) act();']],
    ['do not wait', 'async function f(): Promise<void> { await wait(); }', ['async function f(): Promise<void> { void wait(); }', 'async function f(): Promise<void> { ; }']],
    ['lack elements of lists', 'const c = [n, ...list, m];', ['const c = [...list, m];', 'const c = [n, m];', 'const c = [n, ...list];']],
    ['lack spreads and optional properties of objects', 'const c: { d: number; e?: number } = { ...{ d: n }, d: m, e: n };', ['const c: { d: number; e?: number } = { d: m, e: n };', 'const c: { d: number; e?: number } = { ...{ d: n }, d: m };']],
    ['have calls swapped', 'const c = list.some(() => a);', ['const c = list.every(() => a);']],
    ['have calls removed', 'const c = list.filter(() => a).length;', ['const c = list.length;']],
    ['have results of another value: a boolean', 'function f(): boolean { return list.includes(text); }', ['function f(): boolean { return !list.includes(text); }']],
    ['have results of another value: a list', 'const f = (): string[] => list;', ['const f = (): string[] => [];']],
    ['have results of another value: one that may lack', 'const f = (): string | undefined => text.at(0);', ['const f = (): string | undefined => undefined;', 'const f = (): string | undefined => \'\';']],
    ['have patterns without their anchors', 'const c = /^x$/.test(text);', ['const c = /x$/.test(text);', 'const c = /^x/.test(text);']],
  ];
  for (const [title, before, after] of cases) {
    it(title, () => {
      const found = becomes(before);
      for (const text of after) assert.ok(found.includes(text), `${text} is not among\n${found.join('\n')}`);
    });
  }

  it('are none of what only the compiler reads, of names, and of texts that mark a kind', () => {
    const kinds = 'type Kind = "on" | "off"; interface Has { kind: Kind }';
    assert.deepEqual(becomes(`import { x } from 'somewhere'; ${kinds} const has: Has = { kind: 'on' }; const o = { 'a-b': a };`), []);
  });

  it('do not say the same twice: without its only statement a condition is as good as gone', () => {
    const found = becomes('if (a) { act(); }');
    assert.deepEqual(found, [';', 'if (!a) { act(); }']);
  });

  it('leave texts of plain errors, which tell programmers what cannot be', () => {
    assert.deepEqual(becomes('throw new Error("never");'), [';']);
  });
});
