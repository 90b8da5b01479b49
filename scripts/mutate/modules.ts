import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Which of the project's own modules each of some modules loads, by whatever way it names them. */
export class Modules {
  readonly #imports = new Map<string, readonly string[]>();

  /** `files` are all there are, from the root; what is named and is none of them belongs to somebody else. */
  constructor(root: string, files: readonly string[]) {
    const known = new Set(files);
    for (const file of files) {
      const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
      this.#imports.set(file, namesIn(source).flatMap((name) => resolved(file, name, known)));
    }
  }

  imports(file: string): readonly string[] {
    return this.#imports.get(file) ?? [];
  }

  /** All that is loaded with a module, itself among it. */
  reachedFrom(file: string): ReadonlySet<string> {
    const reached = new Set([file]);
    for (const each of reached) for (const next of this.imports(each)) reached.add(next);
    return reached;
  }
}

function resolved(from: string, name: string, known: ReadonlySet<string>): string[] {
  if (!name.startsWith('.')) return [];
  const path = posix.join(posix.dirname(from), name);
  return [path, `${path}.ts`, `${path}/index.ts`].filter((each) => known.has(each)).slice(0, 1);
}

/** The modules that a file names, but for those of which it wants the types alone. */
function namesIn(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = namedBy(node);
    if (name !== undefined && ts.isStringLiteralLike(name)) names.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function namedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? undefined : node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? undefined : node.moduleSpecifier;
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}
