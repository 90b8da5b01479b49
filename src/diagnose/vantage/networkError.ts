/** A refused name or connection in Node's own codes, so that every vantage is read alike. */
export class VantageError extends Error {
  override readonly name = 'VantageError';

  constructor(readonly code: string, message: string) {
    super(message);
  }
}
