import type { Environment } from '../model/account';
import { inTime } from './inTime';

const limitMs = 15_000;

/** This machine's public address, looked up on the user's word alone; loaded when it is. */
export async function lookUpOwnAddress({ endpoints }: Pick<Environment, 'endpoints'>): Promise<string> {
  const { ownAddress } = await import('../cloud/ownAddress');
  return await inTime('Could not look up the address', limitMs, (signal) => ownAddress(endpoints.addressLookup, signal));
}
