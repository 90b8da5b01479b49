import { visible } from '../../model/text';

/** A refused name or connection in Node's own codes, so that every vantage is read alike. */
export class VantageError extends Error {
  override readonly name = 'VantageError';

  constructor(readonly code: string, message: string) {
    super(message);
  }
}

const noSession = 'ENOSESSION';

/** The server lets no command run: none at all for this login, or no more of them at once. */
export function sessionRefused(error: Error): VantageError {
  return new VantageError(noSession, visible(error.message.replace('(SSH) ', '')));
}

export function isSessionRefusal(error: unknown): error is VantageError {
  return error instanceof VantageError && error.code === noSession;
}
