import type { OfficeChoices } from '../../../setup/office/choices';
import type { SiteVpnChoices } from '../../../setup/routes/siteVpn/choices';
import type { VpcChoice } from '../../../setup/steps/vpc';
import type { Algorithms, ForwardingAnswer, KeyAnswer, PeerAnswer } from '../../office/answers';

interface Thing {
  readonly id: string;
  readonly name: string;
}

/** What the office dials: a new gateway in each of the zones, or one that is there, which has its mode already. */
export type GatewayAnswer =
  | { readonly kind: 'new'; readonly zones: readonly string[] }
  | { readonly kind: 'existing'; readonly gateway: Thing; readonly zone: string; readonly subnet: Thing; readonly mode: SiteVpnChoices['mode'] };

/** What an existing connection has: it is taken as it is, with ranges added at most. */
export type ConnectionAnswer =
  | { readonly kind: 'new' }
  | { readonly kind: 'existing'; readonly connection: Thing; readonly office: OfficeChoices; readonly algorithms: Algorithms };

export interface NamesAnswer {
  readonly resolver: SiteVpnChoices['resolver'];
  /** Of one that is there: every host of the VPC asks it already. */
  readonly isEnabled: boolean;
  readonly forwarding: ForwardingAnswer;
}

/** The answers so far; whatever is undefined was not asked yet. */
export interface Answers {
  readonly vpc?: VpcChoice | undefined;
  readonly gateway?: GatewayAnswer | undefined;
  readonly connection?: ConnectionAnswer | undefined;
  /** Of a new gateway. */
  readonly mode?: SiteVpnChoices['mode'] | undefined;
  readonly peer?: PeerAnswer | undefined;
  readonly ranges?: readonly string[] | undefined;
  readonly algorithms?: Algorithms | undefined;
  readonly key?: KeyAnswer | undefined;
  readonly names?: NamesAnswer | undefined;
  /** Whether a resolver may be enabled that is not yet. */
  readonly enables?: boolean | undefined;
}

/** Whether a connection is taken that is there. */
export function isAdopted({ gateway, connection }: Answers): boolean {
  return gateway?.kind === 'existing' && connection?.kind === 'existing';
}

export function modeOf({ gateway, mode }: Answers): SiteVpnChoices['mode'] {
  return gateway?.kind === 'existing' ? gateway.mode : mode ?? 'policy';
}

/** Where the VPN gateways stand. */
export function zonesOf({ gateway }: Answers): readonly string[] {
  return gateway === undefined ? [] : gateway.kind === 'new' ? gateway.zones : [gateway.zone];
}
