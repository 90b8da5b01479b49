import ts from 'typescript';
import type { Mutant } from '../mutant';
import { calls } from './calls';
import { comparisons, conditions, logic, optionalChains } from './conditions';
import { elements } from './elements';
import { arithmetic, booleans, numbers, patterns, strings } from './literals';
import type { Operator, Types } from './operator';
import { results } from './results';
import { statements } from './statements';

const operators: readonly Operator[] = [
  conditions, comparisons, logic, optionalChains, arithmetic, booleans, numbers, strings, patterns, statements, results, elements, calls,
];

/** Every mutant of a file, in the order of its text; no two are the same. */
export function mutantsOf(file: string, source: ts.SourceFile, types: Types): Mutant[] {
  const found = new Map<string, Mutant>();
  const visit = (node: ts.Node): void => {
    if (isForTheCompilerAlone(node)) return;
    for (const { at, text, change } of operators.flatMap((operator) => operator(node, types))) {
      const [start, end] = 'kind' in at ? [at.getStart(source), at.getEnd()] : [at.start, at.end];
      const key = `${start}-${end}-${text}`;
      if (!found.has(key)) found.set(key, { file, start, end, text, change });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()].sort((one, other) => one.start - other.start);
}

function isForTheCompilerAlone(node: ts.Node): boolean {
  return ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}
