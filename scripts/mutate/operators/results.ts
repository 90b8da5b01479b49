import ts from 'typescript';
import { bracketed, replace, type Change, type Kind, type Types } from './operator';

/** What a function gives back, replaced by something of its type. */
export function results(node: ts.Node, types: Types): readonly Change[] {
  const result = resultOf(node);
  return result === undefined ? [] : [...types.kinds(result)].flatMap((kind) => {
    const text = changed(result, kind);
    return text === undefined ? [] : [replace(result, text, 'result')];
  });
}

function resultOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  return ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
}

/** Undefined where another operator makes the same, or where it would be no change. */
function changed(result: ts.Expression, kind: Kind): string | undefined {
  const inner = unbracketed(result);
  const literal = ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner) || ts.isNumericLiteral(inner)
    || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(inner.kind);
  switch (kind) {
    case 'boolean':
      return literal || ts.isPrefixUnaryExpression(inner) || ts.isBinaryExpression(inner) ? undefined : `!${bracketed(result)}`;
    case 'string':
      return literal ? undefined : '\'\'';
    case 'number':
      return literal ? undefined : `${bracketed(result)} + 1`;
    case 'array':
      return ts.isArrayLiteralExpression(inner) && inner.elements.length === 0 ? undefined : '[]';
    case 'undefined':
      return ts.isOptionalChain(inner) || inner.getText() === 'undefined' ? undefined : 'undefined';
  }
}

function unbracketed(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? unbracketed(node.expression) : node;
}
