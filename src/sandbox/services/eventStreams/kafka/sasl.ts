import type { ServiceKey, ServiceRole } from '../../../dataPlane';
import { errorCode } from './errorCodes';

/** What a service lets in now; asked at each authentication, so that a new or deleted key counts at once. */
export interface Admission {
  readonly keys: readonly ServiceKey[];
  /** Refuses PLAIN. */
  readonly tokenOnly: boolean;
  /** The role that a bearer token gives here, or undefined when it is refused. */
  acceptToken(token: string): ServiceRole | undefined;
}

export interface SaslAnswer {
  readonly code: number;
  readonly message: string | null;
  readonly bytes: Buffer;
}

/** The words of Apache Kafka, which clients and people search for. */
const wrongPassword = 'Authentication failed: Invalid username or password';
const invalidToken = '{"status":"invalid_token"}';

/** One connection's authentication: handshake, then one exchange (PLAIN), or two when a token is refused. */
export class SaslSession {
  readonly #admission: () => Admission;
  #mechanism: 'PLAIN' | 'OAUTHBEARER' | undefined;
  #tokenRefused = false;
  #role: ServiceRole | undefined;

  constructor(admission: () => Admission) {
    this.#admission = admission;
  }

  /** Undefined until the client is let in. */
  get role(): ServiceRole | undefined {
    return this.#role;
  }

  handshake(mechanism: string): { code: number; mechanisms: readonly string[] } {
    const mechanisms = this.#admission().tokenOnly ? ['OAUTHBEARER'] : ['PLAIN', 'OAUTHBEARER'];
    if ((mechanism === 'PLAIN' || mechanism === 'OAUTHBEARER') && mechanisms.includes(mechanism)) {
      this.#mechanism = mechanism;
      return { code: errorCode.none, mechanisms };
    }
    return { code: errorCode.unsupportedSaslMechanism, mechanisms };
  }

  /** A code other than 0 ends the connection once the answer is sent. */
  authenticate(bytes: Buffer): SaslAnswer {
    switch (this.#mechanism) {
      case 'PLAIN':
        return this.#plain(bytes);
      case 'OAUTHBEARER':
        return this.#bearer(bytes);
      case undefined:
        return { code: errorCode.illegalSaslState, message: 'SaslHandshake was not sent', bytes: empty };
    }
  }

  /** RFC 4616: authorization id, user, password, with a zero byte between them. */
  #plain(bytes: Buffer): SaslAnswer {
    const [authorizationId, user, password, ...more] = bytes.toString('utf8').split('\0');
    if (user === undefined || password === undefined || more.length > 0) {
      return refused('Authentication failed: Invalid SASL/PLAIN response: expected 3 tokens');
    }
    const key = this.#admission().keys.find((candidate) => candidate.apiKey === password);
    // The service knows one user name: the key itself says who it is.
    if (key === undefined || user !== 'token' || (authorizationId !== '' && authorizationId !== user)) {
      return refused(wrongPassword);
    }
    return this.#accepted(key.role);
  }

  /**
   * RFC 7628: a refused token is first answered with a challenge that has no error code; the client says "go on" with
   * one byte and only then gets the error.
   */
  #bearer(bytes: Buffer): SaslAnswer {
    if (this.#tokenRefused) {
      return refused(invalidToken);
    }
    const token = /^n,[^,]*,\u0001(?:[^\u0001]*\u0001)*?auth=Bearer ([^\u0001 ]+)\u0001/i.exec(bytes.toString('utf8'))?.[1];
    const role = token === undefined ? undefined : this.#admission().acceptToken(token);
    if (role !== undefined) {
      return this.#accepted(role);
    }
    this.#tokenRefused = true;
    return { code: errorCode.none, message: null, bytes: Buffer.from(invalidToken) };
  }

  #accepted(role: ServiceRole): SaslAnswer {
    this.#role = role;
    return { code: errorCode.none, message: null, bytes: empty };
  }
}

const empty = Buffer.alloc(0);

function refused(message: string): SaslAnswer {
  return { code: errorCode.saslAuthenticationFailed, message, bytes: empty };
}
