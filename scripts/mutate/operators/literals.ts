import ts from 'typescript';
import { replace, type Change, type Types } from './operator';

const arithmeticOperators: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusToken, '-'], [ts.SyntaxKind.MinusToken, '+'], [ts.SyntaxKind.AsteriskToken, '/'], [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PercentToken, '*'], [ts.SyntaxKind.PlusEqualsToken, '-='], [ts.SyntaxKind.MinusEqualsToken, '+='],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '<<'], [ts.SyntaxKind.LessThanLessThanToken, '>>>'],
  [ts.SyntaxKind.AmpersandToken, '|'], [ts.SyntaxKind.BarToken, '&'],
]);

export function arithmetic(node: ts.Node): readonly Change[] {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return [replace(node, node.operand.getText(), 'sign removed')];
  if (!ts.isBinaryExpression(node)) return [];
  const other = arithmeticOperators.get(node.operatorToken.kind);
  return other === undefined ? [] : [replace(node.operatorToken, other, 'arithmetic')];
}

export function booleans(node: ts.Node): readonly Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replace(node, 'false', 'true → false')];
  return node.kind === ts.SyntaxKind.FalseKeyword ? [replace(node, 'true', 'false → true')] : [];
}

export function numbers(node: ts.Node): readonly Change[] {
  return ts.isNumericLiteral(node) && !namesSomething(node) ? [replace(node, `(${node.text} + 1)`, 'number')] : [];
}

/** Texts of plain errors are left out: they tell programmers what cannot be. */
export function strings(node: ts.Node, types: Types): readonly Change[] {
  if (!isText(node) || namesSomething(node) || isCompared(node) || insideNewError(node) || !types.kinds(node).has('string')) return [];
  return [ts.isStringLiteralLike(node) && node.text === '' ? replace(node, '\'mutated\'', 'text') : replace(node, '\'\'', 'text emptied')];
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** An anchor of a pattern removed. */
export function patterns(node: ts.Node): readonly Change[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const { text } = node;
  const end = text.lastIndexOf('/');
  const starts = text.startsWith('/^');
  const ends = text[end - 1] === '$' && text[end - 2] !== '\\';
  return [
    ...(starts && end > 2 ? [replace(node, `/${text.slice(2)}`, 'anchor removed')] : []),
    ...(ends && end > 2 ? [replace(node, text.slice(0, end - 1) + text.slice(end), 'anchor removed')] : []),
  ];
}

/** A literal in the place of a name: a property's, a module's. */
function namesSomething(node: ts.Node): boolean {
  const { parent } = node;
  return ('name' in parent && parent.name === node) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)
    || (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword);
}

/** The comparison itself is changed by another operator. */
function isCompared({ parent }: ts.Node): boolean {
  const equalities: readonly ts.SyntaxKind[] = [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];
  return ts.isCaseClause(parent) || (ts.isBinaryExpression(parent) && equalities.includes(parent.operatorToken.kind));
}

function insideNewError(node: ts.Node): boolean {
  return ts.isNewExpression(node.parent) && node.parent.expression.getText() === 'Error';
}
