/** What a process that runs tests says after each file. */
export interface Told {
  readonly file: string;
  readonly ms: number;
  /** The test that failed. */
  readonly failed?: string;
}

export function isTold(message: unknown): message is Told {
  return typeof message === 'object' && message !== null
    && 'file' in message && typeof message.file === 'string' && 'ms' in message && typeof message.ms === 'number'
    && (!('failed' in message) || typeof message.failed === 'string');
}
