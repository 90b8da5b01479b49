/** Codes of Node's DNS and sockets that the network gives; other folders read them, so they are Node's own words. */
export type NetworkErrorCode = 'ECONNREFUSED' | 'ETIMEDOUT' | 'ENOTFOUND' | 'ENETUNREACH';

const words: Readonly<Record<NetworkErrorCode, string>> = {
  ECONNREFUSED: 'connection refused',
  ETIMEDOUT: 'connection timed out',
  ENOTFOUND: 'name not found',
  ENETUNREACH: 'network is unreachable',
};

/** A connection or a look-up that failed as networks fail: not shown to people as it is, but read by its code. */
export class NetworkError extends Error {
  readonly code: NetworkErrorCode;
  readonly syscall: 'connect' | 'getaddrinfo';

  constructor(code: NetworkErrorCode, what: string, cause?: unknown) {
    const syscall = code === 'ENOTFOUND' ? 'getaddrinfo' : 'connect';
    super(`${syscall} ${code} ${what} (${words[code]})`, { cause });
    this.name = 'NetworkError';
    this.code = code;
    this.syscall = syscall;
  }
}

/** True for text that is one of the codes: what another process sent. */
export function isNetworkErrorCode(text: unknown): text is NetworkErrorCode {
  return typeof text === 'string' && Object.hasOwn(words, text);
}
