import * as v from 'valibot';
import { bookKey } from './accountStore';
import type { TextVault } from './keptSecrets';
import { accountsSchema, emptyLedger, type LedgerContent } from './ledger';

const indexKey = 'privateConnect.keys';
const bookSchema = v.pipe(v.string(), v.parseJson(), v.object({ accounts: accountsSchema, active: v.optional(v.string()) }));

/** The ledger as the vault has it: 0.1.0 kept it there, and a copy of the accounts still stands there. */
export async function formerLedger(vault: Pick<TextVault, 'get'>): Promise<LedgerContent> {
  try {
    const [book, index] = await Promise.all([vault.get(bookKey), vault.get(indexKey)]);
    const parsed = v.safeParse(bookSchema, book);
    const keys = index === undefined || index === '' ? [] : index.split('\n');
    return parsed.success ? { accounts: parsed.output.accounts, last: parsed.output.active, keys } : { ...emptyLedger, keys };
  } catch {
    // What cannot be read is said where a secret is asked for; to know nobody is the way in to sign in again.
    return emptyLedger;
  }
}
