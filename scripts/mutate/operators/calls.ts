import ts from 'typescript';
import { replace, type Change } from './operator';

const swaps: ReadonlyMap<string, string> = new Map([
  ['some', 'every'], ['every', 'some'], ['startsWith', 'endsWith'], ['endsWith', 'startsWith'], ['min', 'max'], ['max', 'min'],
  ['floor', 'ceil'], ['ceil', 'floor'],
  ['push', 'unshift'], ['unshift', 'push'], ['indexOf', 'lastIndexOf'], ['lastIndexOf', 'indexOf'], ['find', 'findLast'], ['findLast', 'find'],
  ['toLowerCase', 'toUpperCase'], ['toUpperCase', 'toLowerCase'], ['allSettled', 'all'],
]);

/** Calls after which there is still something of the same kind. */
const removable: ReadonlySet<string> = new Set([
  'filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim', 'trimEnd', 'trimStart', 'concat', 'replace', 'replaceAll',
  'padStart', 'padEnd', 'substring', 'flat',
]);

export function calls(node: ts.Node): readonly Change[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: owner, name } = node.expression;
  const other = swaps.get(name.text);
  return [
    ...(other === undefined ? [] : [replace(name, other, 'call swapped')]),
    ...(removable.has(name.text) ? [replace(node, owner.getText(), 'call removed')] : []),
  ];
}
