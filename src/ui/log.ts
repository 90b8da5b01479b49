import * as vscode from 'vscode';
import { failureText, isCancelled } from '../model/failure';
import { visible } from '../model/text';

/** What may be written beside a message. Objects are not: a secret inside one would need trust in its printer. */
export type LogDetail = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The one output channel. Its methods take text, numbers and booleans alone: a `Secret` is none of them, so writing one
 * does not compile, and its text form is `***` where it is put into a message all the same.
 */
export class Log {
  readonly #channel = vscode.window.createOutputChannel('Private Connect for IBM Cloud', { log: true });

  info(message: string, detail: LogDetail = {}): void {
    this.#channel.info(line(message, detail));
  }

  warn(message: string, detail: LogDetail = {}): void {
    this.#channel.warn(line(message, detail));
  }

  debug(message: string, detail: LogDetail = {}): void {
    this.#channel.debug(line(message, detail));
  }

  /** Writes what was thrown, with its cause's stack where it is no failure of ours; a cancellation is a plain line. */
  failure(what: string, error: unknown): void {
    if (isCancelled(error)) {
      this.#channel.info(`${what}: cancelled`);
      return;
    }
    const { code, why, next, trace } = failureText(error, what);
    this.#channel.error(line(what, { code, why, next, trace }));
    if (code === 'unexpected' && error instanceof Error && error.stack !== undefined) {
      this.#channel.error(error.stack);
    }
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function line(message: string, detail: LogDetail): string {
  const words = Object.entries(detail).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${visible(String(value), 1000)}`]));
  return [visible(message, 2000), ...words].join(' · ');
}
