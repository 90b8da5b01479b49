import type { ServerTruth } from '../dataPlane';

/** What becomes of a connection. */
export type Fate =
  | { readonly kind: 'server'; readonly server: ServerTruth }
  | { readonly kind: 'service'; readonly crn: string; readonly port: number }
  | { readonly kind: 'resolver'; readonly lookUp: (name: string) => readonly string[] }
  /** Somebody is there and the way is open, but nothing listens. */
  | { readonly kind: 'refused' }
  /** No answer at all: a rule drops the packets, or nobody has the address. */
  | { readonly kind: 'dropped'; readonly why: string };
