import type { Secret } from '../../model/secret';
import type { KnownPerson } from './everybody';

/** What a colleague is given. Without a key the profile leaves room for certificate and key. */
export interface Given {
  readonly person: KnownPerson;
  /** PEM. */
  readonly certificate: string;
  /** What stands above the certificate. */
  readonly above: string;
  readonly key: Secret | undefined;
}
