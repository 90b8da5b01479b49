/** Makes something on first use and keeps it; a failed attempt is not kept, so that the next one may succeed. */
export function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    const attempt = made ??= make();
    attempt.catch(() => {
      // Another may have been begun by one who heard of the failure first.
      if (made === attempt) {
        made = undefined;
      }
    });
    return attempt;
  };
}
