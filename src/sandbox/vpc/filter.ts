import type { Call } from '../http/router';

/** The rows whose facts are what the caller's filters ask for; facts are named as the query names them. */
export function filtered<T>(call: Call, rows: Iterable<T>, facts: (row: T) => Readonly<Record<string, string | undefined>>): T[] {
  return [...rows].filter((row) => Object.entries(facts(row)).every(([name, value]) => (call.query.get(name) ?? value) === value));
}
