import type * as v from 'valibot';

/** The same type, with every list and field read-only, as the model writes them. */
type Plain<T> = T extends readonly (infer Item)[] ? readonly Plain<Item>[]
  : T extends object ? { readonly [Field in keyof T]: Plain<T[Field]> } : T;

/** The same type with every field there, so that one which is optional is missed as well. */
type Full<T> = T extends readonly (infer Item)[] ? readonly Full<Item>[]
  : T extends object ? { readonly [Field in keyof T]-?: Full<T[Field]> } : T;

type Mutual<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

/** True where both have the same fields of the same types, optional in both or in neither. */
export type Same<One, Other> = Mutual<[Plain<One>, Full<One>], [Plain<Other>, Full<Other>]>;

/** A schema that reads exactly `Wanted`: a field that one of them has and the other has not does not compile. */
export function exactly<Wanted>() {
  return <Schema extends v.GenericSchema>(schema: Schema & (Same<v.InferOutput<Schema>, Wanted> extends true ? unknown : never)): Schema => schema;
}
