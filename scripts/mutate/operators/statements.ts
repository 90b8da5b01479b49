import ts from 'typescript';
import { replace, type Change } from './operator';

/** Statements removed. */
export function statements(node: ts.Node): readonly Change[] {
  if (ts.isIfStatement(node)) {
    return node.elseStatement === undefined ? removed(node) : [replace({ start: node.thenStatement.getEnd(), end: node.getEnd() }, '', 'else removed')];
  }
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword) return [];
    return [...removed(node), ...(ts.isAwaitExpression(expression) ? [replace(expression, `void ${expression.expression.getText()}`, 'not waited for')] : [])];
  }
  const leaves = ts.isThrowStatement(node) || ts.isBreakStatement(node) || ts.isContinueStatement(node)
    || (ts.isReturnStatement(node) && node.expression === undefined);
  return leaves ? removed(node) : [];
}

/** Without the only statement of a condition there is nothing left of it, which is the condition's own removal. */
function removed(node: ts.Statement): readonly Change[] {
  const block = ts.isBlock(node.parent) && node.parent.statements.length === 1 ? node.parent : node;
  const condition = block.parent;
  if (ts.isIfStatement(condition) && condition.thenStatement === block && condition.elseStatement === undefined) return [];
  return [replace(node, ';', 'statement removed')];
}
