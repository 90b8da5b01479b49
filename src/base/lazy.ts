/** Makes something on first use and keeps it; a failed attempt is not kept, so that the next one may succeed. */
export function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
}
