import type { Environment } from '../model/account';
import { t } from '../model/l10n';
import { inTime } from './inTime';

const limitMs = 15_000;

const known = new Map<string, string>();

/** This machine's public address, looked up on the user's word alone; loaded when it is. */
export async function lookUpOwnAddress({ endpoints }: Pick<Environment, 'endpoints'>, caller?: AbortSignal): Promise<string> {
  const { ownAddress } = await import('../cloud/ownAddress');
  const address = await inTime(t('Could not look up the address'), limitMs, (signal) => ownAddress(endpoints.addressLookup, signal), caller);
  known.set(endpoints.addressLookup, address);
  return address;
}

/** What the last look-up gave; undefined where nobody has asked for one yet. */
export function knownAddress({ endpoints }: Pick<Environment, 'endpoints'>): string | undefined {
  return known.get(endpoints.addressLookup);
}
