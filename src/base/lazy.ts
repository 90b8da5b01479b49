import { LoadOnce } from './loadOnce';

const never = new AbortController().signal;

/** Makes something on first use and keeps it; a failed attempt is not kept, so that the next one may succeed. */
export function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  const made = new LoadOnce(make);
  return () => made.get(never);
}
