/** A refused name or connection in Node's own codes, so that every way to look is read alike. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(readonly code: string, message: string) {
    super(message);
  }
}
