import type { Instance } from '../../model/instance';
import type { OfficeDescription } from '../../onPremises/office';
import type { Named } from './named';
import type { ServerAnswers } from './onServerAnswers';
import type { SiteVpnAnswers } from './siteVpnAnswers';
import type { VpnAnswers } from './vpnAnswers';

/** What was answered for a part so far; what a row stands for is answered before anything is asked. */
export interface PartAnswers {
  readonly region?: string | undefined;
  readonly instance?: Instance | undefined;
  readonly vpc?: Named | undefined;
  readonly zone?: string | undefined;
  /** The security group whose members are admitted; nobody for now. */
  readonly admits?: Named | 'nobody' | undefined;
  /** The security group that a rule is put on. */
  readonly group?: Named | undefined;
  /** Who is let in by it: a group's members, this machine, or a range that is typed. */
  readonly from?: Named | 'own-address' | 'typed-range' | undefined;
  /** What guards a new server: a security group that is there, or one that lets in this machine, a range that is typed, or nobody. */
  readonly guard?: Named | 'own-address' | 'typed-range' | 'nobody' | undefined;
  /** Where a new server stands: a subnet that is there, or a new one of the zone. */
  readonly subnet?: Named | 'new' | undefined;
  readonly image?: Named | undefined;
  readonly profile?: string | undefined;
  /** A key of the account. */
  readonly accountKey?: Named | 'new' | undefined;
  /** The file of a private key; one that is typed. */
  readonly keyFile?: { readonly path: string } | 'new' | 'typed' | undefined;
  readonly typedKeyFile?: string | undefined;
  /** A virtual server or a VPN server, whichever the part is about. */
  readonly server?: Named | undefined;
  readonly range?: string | undefined;
  readonly port?: number | undefined;
  readonly role?: string | undefined;
  readonly name?: string | undefined;
  readonly onServer?: ServerAnswers | undefined;
  readonly vpn?: VpnAnswers | undefined;
  readonly site?: SiteVpnAnswers | undefined;
  /** With its key, which is in no choices. */
  readonly office?: OfficeDescription | undefined;
}
