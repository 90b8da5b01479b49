import ts from 'typescript';
import type { Kind, Types } from './operators/operator';

/** The compiler's answers to what the operators ask. */
export function typesOf(checker: ts.TypeChecker): Types {
  return {
    kinds: (expression) => {
      const own = checker.getTypeAtLocation(expression);
      const expected = checker.getContextualType(expression);
      const says = expected !== undefined && (expected.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) === 0;
      return kindsOf(checker, says ? expected : checker.getBaseTypeOfLiteralType(own));
    },
    mayLack: (property) => {
      const object = property.parent;
      const name = property.name;
      if (!ts.isObjectLiteralExpression(object) || name === undefined) return false;
      const declared = checker.getContextualType(object)?.getProperty(name.getText());
      return declared !== undefined && (declared.flags & ts.SymbolFlags.Optional) !== 0;
    },
  };
}

function kindsOf(checker: ts.TypeChecker, type: ts.Type): Set<Kind> {
  const parts = type.isUnion() ? type.types : [type];
  const has = (flags: ts.TypeFlags): boolean => parts.some((part) => (part.flags & flags) !== 0);
  const holds: readonly (readonly [Kind, boolean])[] = [
    // A boolean is the union of its two values; one of them alone marks a kind of thing.
    ['boolean', parts.filter((part) => (part.flags & ts.TypeFlags.BooleanLiteral) !== 0).length === 2 || has(ts.TypeFlags.Boolean)],
    ['string', has(ts.TypeFlags.String)],
    ['number', has(ts.TypeFlags.Number)],
    ['array', parts.some((part) => checker.isArrayType(part))],
    ['undefined', has(ts.TypeFlags.Undefined)],
  ];
  return new Set(holds.filter(([, is]) => is).map(([kind]) => kind));
}
