/** One thing that was seen in certificates, and what to do about it. */
export interface Finding {
  /** Stable: `chain.incomplete`. */
  readonly code: string;
  /** Whether nothing can be made of the certificates while it is so; else it is a word beside them. */
  readonly refuses: boolean;
  /** What was seen: whose certificate, which dates, which usage. A whole sentence. */
  readonly why: string;
  /** What to do: one or more sentences. */
  readonly next: string;
}

/** What a certificate is to be for: a VPN server, a person who signs in to it, or the authority that the server knows people by. */
export type Purpose = 'server' | 'client' | 'authority';

type Words = Pick<Finding, 'why' | 'next'>;

export function refused(code: string, words: Words): Finding {
  return { code, refuses: true, ...words };
}

export function told(code: string, words: Words): Finding {
  return { code, refuses: false, ...words };
}
