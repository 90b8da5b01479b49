import type { CheckRow } from '../model/check';

/** The checks of all vantages as one list, in an order that each of them keeps: what one adds stands before what it adds it to. */
export function rowsOf(lists: readonly (readonly CheckRow[])[]): readonly CheckRow[] {
  return lists.reduce<readonly CheckRow[]>((rows, list) => merged(rows, list), []);
}

function merged(rows: readonly CheckRow[], more: readonly CheckRow[]): readonly CheckRow[] {
  const result = [...rows];
  let at = 0;
  for (const { id, title } of more) {
    const known = result.findIndex((row) => row.id === id);
    if (known === -1) {
      result.splice(at, 0, { id, title });
    }
    at = (known === -1 ? at : known) + 1;
  }
  return result;
}
