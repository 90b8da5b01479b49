import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { mutated, type Mutant } from './mutant';
import type { Types } from './operators/operator';
import { typesOf } from './types';

/** The project's source as the compiler knows it, in which one file at a time is another for a moment. */
export class Compiler {
  readonly #options: ts.CompilerOptions;
  readonly #paths: readonly string[];
  readonly #host: ts.CompilerHost;
  readonly #base: ts.SemanticDiagnosticsBuilderProgram;
  /** Files that have errors without any mutant. */
  readonly #broken: ReadonlySet<string>;
  #other: { readonly path: string; readonly text: string } | undefined;

  /** `folder` is what may be mutated, and all that is looked at: what a mutant does to the tests' own types is not asked. */
  constructor(private readonly root: string, folder: string) {
    const { fileNames, options } = settings(root);
    // What a mutant no longer uses is no error of types.
    this.#options = { ...options, noUnusedLocals: false, noUnusedParameters: false };
    this.#paths = fileNames.filter((path) => this.#name(path).startsWith(`${folder}/`));
    this.#host = this.#cachingHost();
    this.#base = this.#build();
    this.#broken = new Set([...brokenOf(this.#base)]);
  }

  get files(): string[] {
    return this.#paths.map((path) => this.#name(path)).sort();
  }

  get types(): Types {
    return typesOf(this.#base.getProgram().getTypeChecker());
  }

  source(file: string): ts.SourceFile {
    const found = this.#base.getSourceFile(join(this.root, file));
    if (found === undefined) throw new Error(`${file} is not part of the project.`);
    return found;
  }

  compiles(mutant: Mutant): boolean {
    const path = join(this.root, mutant.file);
    this.#other = { path, text: mutated(this.source(mutant.file).text, mutant) };
    try {
      const builder = this.#build(this.#base);
      if (builder.getSyntacticDiagnostics(builder.getSourceFile(path)).length > 0) return false;
      for (const broken of brokenOf(builder)) if (!this.#broken.has(broken)) return false;
      return true;
    } finally {
      this.#other = undefined;
    }
  }

  #build(before?: ts.SemanticDiagnosticsBuilderProgram): ts.SemanticDiagnosticsBuilderProgram {
    return ts.createSemanticDiagnosticsBuilderProgram(this.#paths, this.#options, this.#host, before);
  }

  /** Files are read once, but for the one that is another. */
  #cachingHost(): ts.CompilerHost {
    const readFile = (path: string): string | undefined => this.#other?.path === path ? this.#other.text : ts.sys.readFile(path);
    const host = ts.createIncrementalCompilerHost(this.#options, { ...ts.sys, readFile });
    const kept = new Map<string, ts.SourceFile | undefined>();
    return {
      ...host,
      getSourceFile: (path, ...rest) => {
        if (this.#other?.path === path) return host.getSourceFile(path, ...rest);
        if (!kept.has(path)) kept.set(path, host.getSourceFile(path, ...rest));
        return kept.get(path);
      },
    };
  }

  #name(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }
}

function settings(root: string): ts.ParsedCommandLine {
  const onUnRecoverableConfigFileDiagnostic = ({ messageText }: ts.Diagnostic): never => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic });
  if (parsed === undefined) throw new Error(`${root} has no tsconfig.json.`);
  return parsed;
}

/** Of the files that a program has to look at again, one by one: those with errors. */
function* brokenOf(builder: ts.SemanticDiagnosticsBuilderProgram): Generator<string> {
  for (let next = builder.getSemanticDiagnosticsOfNextAffectedFile(); next !== undefined; next = builder.getSemanticDiagnosticsOfNextAffectedFile()) {
    if ('fileName' in next.affected && next.result.length > 0) yield next.affected.fileName;
  }
}
