import ts from 'typescript';

/** One way to write a piece of the tree differently. */
export interface Change {
  /** What is replaced: a node without what stands before it, or the text between two places. */
  readonly at: ts.Node | { readonly start: number; readonly end: number };
  readonly text: string;
  readonly change: string;
}

/** What a value of an expression can be, as far as a changed result goes. */
export type Kind = 'boolean' | 'string' | 'number' | 'array' | 'undefined';

/** What the operators ask of the compiler. */
export interface Types {
  /** What is expected where the expression stands; what it is itself, where nothing is said. */
  kinds(expression: ts.Expression): ReadonlySet<Kind>;
  /** Whether the object need not have this property. */
  mayLack(property: ts.ObjectLiteralElementLike): boolean;
}

export type Operator = (node: ts.Node, types: Types) => readonly Change[];

export function replace(at: Change['at'], text: string, change: string): Change {
  return { at, text, change };
}

/** In brackets, where it would be read differently without. */
export function bracketed(node: ts.Expression): string {
  const plain = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) || ts.isParenthesizedExpression(node)
    || ts.isElementAccessExpression(node) || ts.isLiteralExpression(node);
  return plain ? node.getText() : `(${node.getText()})`;
}
