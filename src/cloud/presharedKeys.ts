/** A document for showing, with `***` in the place of every pre-shared key: the VPC API gives those in clear. */
export function withoutKeys(document: unknown): unknown {
  if (Array.isArray(document)) {
    return document.map(withoutKeys);
  }
  if (typeof document !== 'object' || document === null) {
    return document;
  }
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, name === 'psk' ? '***' : withoutKeys(value)]));
}
