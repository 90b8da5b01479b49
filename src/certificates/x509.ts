import { lazy } from '../base/lazy';
import type { x509 } from './library';

/** The library that writes and reads X.509. */
export type X509 = typeof x509;

/** Loaded when certificates are made or read, and never before: it is larger than all that is loaded with the extension. */
export const loadX509: () => Promise<X509> = lazy(async () => (await import('./library')).x509);
