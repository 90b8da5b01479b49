import type { Algorithms, ForwardingAnswer, KeyAnswer, PeerAnswer } from '../office/answers';
import type { Named } from './named';
import type { VpnPlace } from './vpnAnswers';

export interface NamedInstance {
  readonly crn: string;
  readonly name: string;
}

/** A custom resolver with the instance that holds it. */
export interface NamedResolver {
  readonly instance: NamedInstance;
  readonly resolver: Named;
  readonly vpcName: string;
  readonly isEnabled: boolean;
}

/** A VPN gateway that is there. */
export interface NamedGateway extends Named {
  readonly vpc: Named;
}

/** What was answered for a part of a site-to-site VPN. */
export interface SiteVpnAnswers {
  readonly place?: VpnPlace | undefined;
  readonly mode?: 'policy' | 'route' | undefined;
  readonly gateway?: NamedGateway | undefined;
  readonly peer?: PeerAnswer | undefined;
  readonly ranges?: readonly string[] | undefined;
  /** What the office gets to: subnets of the VPC. */
  readonly localRanges?: readonly string[] | undefined;
  readonly algorithms?: Algorithms | undefined;
  readonly key?: KeyAnswer | undefined;
  readonly instance?: NamedInstance | undefined;
  readonly subnets?: readonly Named[] | undefined;
  readonly resolver?: NamedResolver | undefined;
  readonly isAgreed?: boolean | undefined;
  readonly forwarding?: ForwardingAnswer[number] | undefined;
}
