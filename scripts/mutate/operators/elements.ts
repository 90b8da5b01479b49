import ts from 'typescript';
import { replace, type Change, type Types } from './operator';

/** One element of a list removed, or one spread or optional property of an object. */
export function elements(node: ts.Node, types: Types): readonly Change[] {
  if (ts.isArrayLiteralExpression(node)) return without(node.elements, () => true);
  return ts.isObjectLiteralExpression(node) ? without(node.properties, (property) => ts.isSpreadAssignment(property) || types.mayLack(property)) : [];
}

/** With the comma that follows it, or the one before where it is the last. */
function without<T extends ts.Node>(all: ts.NodeArray<T>, removable: (node: T) => boolean): readonly Change[] {
  return all.flatMap((node, at) => {
    if (!removable(node)) return [];
    const [before, next] = [all[at - 1], all[at + 1]];
    const start = next === undefined && before !== undefined ? before.getEnd() : node.getStart();
    const end = next === undefined ? node.getEnd() : next.getStart();
    return [replace({ start, end }, '', 'element removed')];
  });
}
