import { t } from './l10n';

/** What a stop on the path is. */
export type PlaceKind = 'machine' | 'virtual-server' | 'vpn-server' | 'vpn-gateway' | 'office-gateway' | 'endpoint-gateway' | 'member';

export function kindInWords(kind: PlaceKind): string {
  switch (kind) {
    case 'machine': return t('machine');
    case 'virtual-server': return t('virtual server');
    case 'vpn-server': return t('VPN server');
    case 'vpn-gateway': return t('VPN gateway');
    case 'office-gateway': return t('office gateway');
    case 'endpoint-gateway': return t('endpoint gateway');
    case 'member': return t('member');
  }
}

/** A stop on the path. Names come from people and from the cloud: who shows one makes it safe. */
export interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  /** What it is and where, a line each: "virtual server, ca-mon-1". */
  readonly details: readonly string[];
  /** How one gets there from the place before it: "SSH, port 22, floating IP"; empty for the first. */
  readonly reachedBy: string;
  /** What it stands inside: "VPC orders-vpc (ca-mon)". */
  readonly within?: string | undefined;
  /** Id of the step that makes it: what is there already has another name, and addresses of its own. */
  readonly step?: string | undefined;
  /** Ids of the checks that tell of this place and of nothing behind it. */
  readonly checks?: readonly string[] | undefined;
}

/** The way from this machine to the members of the instance, in order; the last place stands for all members. */
export type Path = readonly Place[];

/** Who will be able to reach what: a row of the plan document's table. */
export interface Opening {
  readonly from: string;
  readonly to: string;
  /** "TCP 22". */
  readonly port: string;
  readonly allowedBy: string;
  /** Id of the step that makes the rule: where none is needed, rules that are there allow it. */
  readonly step?: string | undefined;
}
