import type { There } from './files';

type File = Extract<There, { readonly kind: 'file' }>;

/**
 * What tells that a file is still as it was, for the journal. Of one that holds a key it is which file it is, its size and its time: a hash of its content
 * would let whoever reads the journal try keys.
 */
export function sealOf({ identity, sha256 }: File, holdsKey: boolean): string {
  return holdsKey ? `file:${identity}` : `sha256:${sha256}`;
}

/** Whether a file is as it was when it was sealed. */
export function isSealedBy(there: File, seal: string): boolean {
  return sealOf(there, seal.startsWith('file:')) === seal;
}
