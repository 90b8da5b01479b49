import type { CommandId } from '../ids';
import type { Services } from './services';
import type { Subject } from '../tree/node';

/** What a command was started on; undefined from the palette. */
export interface Invocation {
  readonly services: Services;
  readonly subject: Subject | undefined;
}

/** Does what one command says. What it throws is shown with `failed` as what failed. */
export interface Handler {
  /** "Could not sign in". */
  readonly failed: string;
  readonly run: (invocation: Invocation) => Promise<void>;
}

/** A part of the commands; all parts together have every command. */
export type Handlers<Id extends CommandId> = Readonly<Record<Id, Handler>>;
