import ts from 'typescript';

/** One call of `t`. */
export interface Translated {
  readonly at: string;
  /** Undefined where it is put together at run time: then nobody can translate it. */
  readonly text: string | undefined;
  /** How many values stand for its placeholders. */
  readonly values: number;
}

/** Every text of a source file that goes through `t`. */
export function translatedIn(path: string, source: string): readonly Translated[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Translated[] = [];
  const visit = (node: ts.Node): void => {
    if (isTranslated(node)) {
      const [text, ...values] = node.arguments;
      found.push({ at: placeOf(node), text: text === undefined ? undefined : wholeText(text), values: values.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

export function isTranslated(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't';
}

/** A text that may be written in several lines; undefined for anything but literals. */
export function wholeText(node: ts.Expression): string | undefined {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [wholeText(node.left), wholeText(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** "src/ui/x.ts:12". */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
