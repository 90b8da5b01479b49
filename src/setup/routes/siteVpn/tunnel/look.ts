import type { Cloud } from '../../../../cloud/cloud';
import type { ThisMachine } from '../../../../machine/thisMachine';
import type { Environment } from '../../../../model/account';
import type { Connection } from '../../../../model/connection';
import type { CustomResolver } from '../../../../model/dnsServices';
import type { EndpointGateway } from '../../../../model/landscape';
import { parseAddress } from '../../../../model/range';
import { noAddress, type VpnConnection, type VpnGateway } from '../../../../model/vpnGateway';
import type { SecretVault } from '../../../dependencies';
import type { History } from '../../../journal/history';
import type { SitePlace, SiteVpnChoices } from '../choices';

/** What the checks of a site-to-site VPN look with. */
export interface SiteTunnelTools {
  readonly history: History;
  readonly cloud: Cloud;
  readonly environment: Pick<Environment, 'network' | 'madeUp' | 'machine'>;
  readonly machine: ThisMachine;
  readonly secrets: SecretVault;
  /** Limit of each answer that is waited for, in milliseconds; each check's own where it is left out. */
  readonly limitMs?: number | undefined;
}

/** What stands for one of the places that were chosen; undefined where the cloud does not tell. */
export interface SeenPlace {
  readonly place: SitePlace;
  readonly gateway: VpnGateway;
  readonly connection?: VpnConnection | undefined;
}

/** One run of the checks: what those before have seen, for those that come after. */
export interface Look {
  readonly connection: Connection<SiteVpnChoices>;
  readonly tools: SiteTunnelTools;
  /** Empty until they were read, and where they cannot be. */
  places: readonly SeenPlace[];
  /** What the connections in the cloud have otherwise than it was chosen, a sentence each. */
  changed: readonly string[];
  endpoint?: EndpointGateway | undefined;
  resolver?: CustomResolver | undefined;
  /** Set once it was found that this machine stands elsewhere than in the office's ranges, and may be translated into them. */
  isTranslated?: boolean;
}

/** What goes into the tunnel, as the cloud has it; what was chosen of it cannot be told in route mode. */
export function localRangesOf({ places }: Pick<Look, 'places'>): readonly string[] {
  return [...new Set(places.flatMap(({ connection }) => connection?.localRanges ?? []))];
}

/** The addresses of the endpoint gateway, without those that are still to come. */
export function endpointAddresses({ endpoint }: Pick<Look, 'endpoint'>): readonly string[] {
  return (endpoint?.addresses ?? []).map(({ address }) => address).filter((address) => address !== noAddress && parseAddress(address) !== undefined);
}

/** Where the resolver answers. */
export function locationAddresses({ resolver }: Pick<Look, 'resolver'>): readonly string[] {
  return (resolver?.locations ?? []).filter(({ enabled }) => enabled).flatMap(({ address = '' }) => parseAddress(address) === undefined ? [] : [address]);
}
