import { NetworkError } from '../../base/networkError';
import { visible } from '../../model/text';

const noSession = 'ENOSESSION';

/** The server lets no command run: none at all for this login, or no more of them at once. */
export function sessionRefused(error: Error): NetworkError {
  return new NetworkError(noSession, visible(error.message.replace('(SSH) ', '')));
}

export function isSessionRefusal(error: unknown): error is NetworkError {
  return error instanceof NetworkError && error.code === noSession;
}
