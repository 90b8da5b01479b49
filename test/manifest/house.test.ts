import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join('src', file));

function sources(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts')).map((file) => join(folder, file)));
}

/** The files of src that a file imports, types included: a type-only circle ties two files together as well. */
function importsOf(file: string): string[] {
  const found = ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
  return found.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(file), `${name}.ts`))).filter((path) => existsSync(path));
}

function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    } else if (!done.has(file)) {
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

describe('the house', () => {
  it('has no circle of imports, not even of types', () => {
    assert.ok(files.length > 100, 'the source was found');
    assert.deepEqual(circles(new Map(files.map((file) => [file, importsOf(file)]))), []);
  });

  it('would show a circle', () => {
    assert.deepEqual(circles(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]])), ['b -> c -> b']);
  });

  it('has no line that is too long to be read beside another file', () => {
    const long = sources(['src']).flatMap((file) => readFileSync(file, 'utf8').split('\n')
      .flatMap((line, index) => (line.length > 160 ? [`${file}:${index + 1}`] : [])));
    assert.deepEqual(long, []);
  });

  it('cites nothing that is not here: a fact stands in the comment, or has a public address', () => {
    const cited = sources(['src']).filter((file) => /\bSource: (?!https:\/\/|RFC \d|POSIX|KIP-|ssh_config|sshd?\(|Node)/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(cited, []);
  });
});
