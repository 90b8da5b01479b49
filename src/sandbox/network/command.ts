import type { ServerTruth } from '../dataPlane';
import type { ServerDisk } from './serverDisk';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command may ask of the server that it runs on. */
export interface CommandContext {
  readonly server: ServerTruth;
  readonly disk: ServerDisk;
  /** What it reads from its standard input, to its end. */
  input(): Promise<string>;
  /** Whether rules let the server out to the package mirror. */
  reachesMirror(): boolean;
  /** What it is told to ask for names. */
  nameServers(): readonly string[];
  /** Rejects when the signal aborts while a question stays unanswered. */
  resolve(name: string): Promise<readonly string[]>;
}

export type Command = (words: readonly string[], context: CommandContext) => Promise<CommandResult> | CommandResult;

export function done(stdout: string): CommandResult {
  return { code: 0, stdout, stderr: '' };
}

export function refused(code: number, stderr: string): CommandResult {
  return { code, stdout: '', stderr };
}

/** The words that are no options. */
export function operands(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith('-'));
}
