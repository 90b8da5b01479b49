import type { CertificateSet } from '../../../certificates/judge';
import type { Purpose } from '../../../certificates/finding';
import type { VpnServer } from '../../../model/vpnServer';
import type { ClientVpnChoices } from '../../../setup/routes/clientVpn/choices';
import type { VpcChoice } from '../../../setup/steps/vpc';
import type { SignIn } from '../../prompts/vpnSignIn';

/** What clients dial: a new server, in one zone or in two, or one that is there. */
export type ServerAnswer =
  | { readonly kind: 'new'; readonly zones: readonly string[] }
  | { readonly kind: 'existing'; readonly server: VpnServer };

/** Where certificates come from; of those made here, whether the authority's key is kept. */
export type CertificatesAnswer = 'made' | 'made-once' | 'private' | 'brought';

/** The certificates that a person brought, as far as they were judged usable. */
export interface Brought extends Readonly<Partial<Record<Purpose, CertificateSet | undefined>>> {
  /** They were brought for this connection before, and are kept: no file is needed again. */
  readonly isKept?: true;
  /** What was told of each beside taking it. */
  readonly told: Readonly<Partial<Record<Purpose, string | undefined>>>;
}

export interface PoolAnswer {
  /** Undefined until it is chosen. */
  readonly pool: string | undefined;
  /** That the person named as in use. */
  readonly userRanges: readonly string[];
}

/** From where the VPN server may be dialled. */
export type FromAnswer =
  | { readonly kind: 'own-address' }
  | { readonly kind: 'ranges'; readonly ranges: readonly string[] }
  /** Of one that was confirmed. */
  | { readonly kind: 'anyone' };

/** How the tunnel is. */
export type TunnelAnswer = Pick<ClientVpnChoices, 'tunnel' | 'protocol' | 'port' | 'idleTimeout' | 'toGateway' | 'extraRoutes'>;

/** The answers so far; whatever is undefined was not asked yet. */
export interface Answers {
  readonly vpc?: VpcChoice | undefined;
  readonly server?: ServerAnswer | undefined;
  readonly signIn?: SignIn | undefined;
  readonly certificates?: CertificatesAnswer | undefined;
  /** The common name in the first client's certificate. */
  readonly person?: string | undefined;
  readonly brought?: Brought | undefined;
  readonly secretsManager?: ClientVpnChoices['secretsManager'];
  readonly pool?: PoolAnswer | undefined;
  readonly from?: FromAnswer | undefined;
  readonly tunnel?: TunnelAnswer | undefined;
}
