import { createInterface, type Interface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { Secret } from '../../../../src/model/secret';
import { abortReason } from '../../../../src/model/deadline';

/** A conversation in lines with a member, which answers each with one. */
export class Talk {
  readonly #lines: Interface;

  constructor(private readonly stream: Duplex) {
    this.#lines = createInterface({ input: stream });
  }

  signIn(secret: Secret, signal: AbortSignal): Promise<string> {
    return this.say(secret.reveal(), signal);
  }

  say(line: string, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true });
      this.stream.once('close', () => reject(new Error('the member hung up')));
      this.#lines.once('line', resolve);
      this.stream.write(`${line}\n`);
    });
  }
}
