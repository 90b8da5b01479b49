import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { mutated } from '../../../../scripts/mutate/mutant';
import { mutantsOf } from '../../../../scripts/mutate/operators/operators';
import { typesOf } from '../../../../scripts/mutate/types';

const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: [] };
const host = ts.createCompilerHost(options, true);
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The text with each of its mutants, in order. */
export function mutantTexts(text: string): string[] {
  const source = parsed(text);
  const program = ts.createProgram(['file.ts'], options, {
    ...host,
    getSourceFile: (name, language) => {
      if (name === 'file.ts') return source;
      if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, language));
      return libraries.get(name);
    },
  });
  return mutantsOf('file.ts', source, typesOf(program.getTypeChecker())).map((mutant) => mutated(text, mutant));
}

export function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022, true);
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
