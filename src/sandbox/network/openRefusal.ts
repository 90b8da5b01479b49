import type { Connection } from 'ssh2';
import { NetworkError, type NetworkErrorCode } from './networkError';

const reasons = { prohibited: 1, 'connect-failed': 2 } as const;

// OpenSSH gives the system's own words for a connection that it could not make.
const words: Readonly<Record<NetworkErrorCode, string>> = {
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
  ENOTFOUND: 'Name or service not known',
  ENETUNREACH: 'Network is unreachable',
};

/** A forwarding that is refused with a reason of its own. */
export class OpenRefusal extends Error {
  readonly reason: keyof typeof reasons;

  constructor(reason: keyof typeof reasons, description: string) {
    super(description);
    this.name = 'OpenRefusal';
    this.reason = reason;
  }
}

/**
 * Refuses channels of the connection with reason and description, as OpenSSH does. ssh2's server sends an empty
 * description, which would hide from a client whether nobody listens or nobody answered; so its message is completed.
 */
export function wordedRefusals(connection: Connection): (reject: () => void, error: unknown) => void {
  const protocol: unknown = Reflect.get(connection, '_protocol');
  if (!sendsOpenFailures(protocol)) {
    return (reject) => reject();
  }
  const send = protocol.channelOpenFail.bind(protocol);
  let refusal: { reason: number; description: string } | undefined;
  protocol.channelOpenFail = (channel, reason, description) =>
    send(channel, refusal?.reason ?? reason, refusal?.description ?? description);
  return (reject, error) => {
    refusal = refusalOf(error);
    // Sends at once, through the function above.
    reject();
    refusal = undefined;
  };
}

interface SendsOpenFailures {
  channelOpenFail(channel: number, reason: number, description: string): void;
}

function sendsOpenFailures(value: unknown): value is SendsOpenFailures {
  return typeof value === 'object' && value !== null && 'channelOpenFail' in value && typeof value.channelOpenFail === 'function';
}

function refusalOf(error: unknown): { reason: number; description: string } {
  if (error instanceof OpenRefusal) {
    return { reason: reasons[error.reason], description: error.message };
  }
  const description = error instanceof NetworkError ? words[error.code] : 'Connection failed';
  return { reason: reasons['connect-failed'], description };
}
