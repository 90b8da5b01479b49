import { dirname } from 'node:path';
import { mkdir } from 'node:fs/promises';
import * as v from 'valibot';
import { whileHeld } from '../../base/fileLock';
import { readIfThere } from '../../base/readFile';
import { replaceFile } from '../../base/replaceFile';
import type { Account } from '../../model/account';
import type { FailureText } from '../../model/failure';

/** An account that somebody signed in to here, whether or not its credential can still be used. */
export interface KnownAccount extends Account {
  /** Of the last sign-in; what was kept before there were such ids has none. */
  readonly signIn?: string | undefined;
  /** IAM's refusal of what that sign-in brought. */
  readonly refused?: FailureText | undefined;
}

/** What is known without the vault: accounts, and the names of what was put into it. Holds no secret. */
export interface LedgerContent {
  readonly accounts: readonly KnownAccount[];
  /** The account that was chosen last, in whichever window. */
  readonly last?: string | undefined;
  readonly keys: readonly string[];
}

/** Shared by all windows. */
export interface Ledger {
  read(): Promise<LedgerContent>;
  /** Changes are made one at a time, among all windows. One that gives back what it was given writes nothing. */
  change(next: (now: LedgerContent) => LedgerContent | Promise<LedgerContent>): Promise<LedgerContent>;
}

export const emptyLedger: LedgerContent = { accounts: [], keys: [] };

const failureSchema = v.object({ code: v.string(), what: v.string(), why: v.string(), next: v.string(), trace: v.optional(v.string()) });
const accountSchema = v.object({
  id: v.string(), accountId: v.string(), iamId: v.string(), label: v.string(), kind: v.picklist(['cloud', 'sandbox']),
  signIn: v.optional(v.string()), refused: v.optional(failureSchema),
});

/** The list of accounts, wherever it stands. */
export const accountsSchema = v.array(accountSchema);

const schema = v.object({ version: v.literal(1), accounts: accountsSchema, last: v.optional(v.string()), keys: v.array(v.string()) });
/** Longer than any other window's change may take. */
const patienceMs = 20_000;

/** The ledger as a file of the extension's own: a keychain that forgets does not take it along. */
export class LedgerFile implements Ledger {
  #changing: Promise<unknown> = Promise.resolve();

  /** `former` is asked where there is no file, or a damaged one. */
  constructor(private readonly path: string, private readonly former: () => Promise<LedgerContent>) {}

  async read(): Promise<LedgerContent> {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), await readIfThere(this.path));
    return parsed.success ? parsed.output : await this.former();
  }

  change(next: (now: LedgerContent) => LedgerContent | Promise<LedgerContent>): Promise<LedgerContent> {
    const work = (): Promise<LedgerContent> => this.#changed(next);
    const changed = this.#changing.then(() => whileHeld(`${this.path}.lock`, { milliseconds: patienceMs }, work, work));
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  async #changed(next: (now: LedgerContent) => LedgerContent | Promise<LedgerContent>): Promise<LedgerContent> {
    const now = await this.read();
    const then = await next(now);
    if (then !== now) {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      await replaceFile(this.path, JSON.stringify({ version: 1, ...then }));
    }
    return then;
  }
}
