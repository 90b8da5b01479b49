import ts from 'typescript';
import { bracketed, replace, type Change } from './operator';

/** Conditions negated, and what they are made of. */
export function conditions(node: ts.Node): readonly Change[] {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [replace(node, node.operand.getText(), 'negation removed')];
  }
  const condition = conditionOf(node);
  return condition === undefined || changedElsewhere(condition) ? [] : [replace(condition, `!${bracketed(condition)}`, 'condition negated')];
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined;
}

const equalities: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='], [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
]);

/** Its negation is another operator's change. */
function changedElsewhere(node: ts.Expression): boolean {
  return (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    || (ts.isBinaryExpression(node) && equalities.has(node.operatorToken.kind));
}

const boundaries: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [ts.SyntaxKind.LessThanToken, ['<=', '>=']], [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<=']], [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
]);

export function comparisons(node: ts.Node): readonly Change[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  const equality = equalities.get(kind);
  if (equality !== undefined) return [replace(node.operatorToken, equality, 'equality turned')];
  const [boundary, opposite] = boundaries.get(kind) ?? [];
  return boundary === undefined || opposite === undefined ? []
    : [replace(node.operatorToken, boundary, 'boundary moved'), replace(node.operatorToken, opposite, 'comparison turned')];
}

/** `&&` for `||` and the other way about, and one side alone of either, or of `??`. */
export function logic(node: ts.Node): readonly Change[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right, operatorToken } = node;
  const sides = [replace(node, bracketed(left), 'right side removed'), replace(node, bracketed(right), 'left side removed')];
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return [replace(node, `(${bracketed(left)} || ${bracketed(right)})`, 'and → or'), ...sides];
    case ts.SyntaxKind.BarBarToken:
      return [replace(node, `(${bracketed(left)} && ${bracketed(right)})`, 'or → and'), ...sides];
    case ts.SyntaxKind.QuestionQuestionToken:
      return sides;
    default:
      return [];
  }
}

/** What is reached by `?.`, as if it were never there. */
export function optionalChains(node: ts.Node): readonly Change[] {
  const outermost = ts.isOptionalChain(node) && !(ts.isOptionalChain(node.parent) && node.parent.expression === node);
  return outermost && !ts.isExpressionStatement(node.parent) ? [replace(node, 'undefined', 'optional chain cut')] : [];
}
