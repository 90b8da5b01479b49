import { userInfo } from 'node:os';
import { Memo } from '../../../base/memo';
import { ownNetworks, type OwnNetworks } from '../../../machine/networks';
import { surroundings, type Surroundings } from '../../../machine/surroundings';
import { tunnelRights, type TunnelRights } from '../../../machine/tunnelRights';
import { t } from '../../../model/l10n';
import { loadVpnOffer, type VpnOffer } from '../../../setup/routes/clientVpn/offer';
import { inTime } from '../../inTime';
import { knownAddress, lookUpOwnAddress } from '../../ownAddress';
import type { QuestionTools } from '../routeQuestions';

const offerLimitMs = 60_000;
const prefixLimitMs = 30_000;

/** What this machine can do with a tunnel. */
export interface MachineForTunnel {
  readonly rights: TunnelRights;
  readonly surroundings: Surroundings;
}

/** Where the questions have their rows and defaults from. */
export interface Sources extends Pick<QuestionTools, 'prompter' | 'editor' | 'secrets'> {
  /** Host of the page that tells this machine's address. */
  readonly lookupHost: string;
  /** Of the proxy that the look-up goes through, where one is set. */
  readonly proxy?: string | undefined;
  /** Who is proposed as the first person. */
  readonly person: string;
  /** What a region offers; read once, again after a failure. */
  offer(region: string, signal: AbortSignal): Promise<VpnOffer>;
  /** The address prefixes of a VPC. */
  prefixes(region: string, vpcId: string, signal: AbortSignal): Promise<readonly string[]>;
  ownNetworks(signal: AbortSignal): Promise<OwnNetworks>;
  machine(): Promise<MachineForTunnel>;
  /** Looked up on the user's word alone. */
  ownAddress(): Promise<string>;
  /** What was looked up before. */
  knownAddress(): string | undefined;
}

export function sourcesOf({ prompter, editor, secrets, cloud, environment, accountId, who }: QuestionTools): Sources {
  const offers = new Memo<VpnOffer>((region, signal) => inTime(
    t('Could not read what the region offers'), offerLimitMs, (limited) => loadVpnOffer(cloud, accountId, region, limited), signal,
  ));
  return {
    prompter, editor, secrets,
    lookupHost: new URL(environment.endpoints.addressLookup).host,
    proxy: environment.proxy,
    person: personOf(who),
    offer: (region, signal) => offers.get(region, signal),
    prefixes: (region, vpcId, signal) => inTime(t('Could not read the address prefixes of the VPC'), prefixLimitMs, async (limited) =>
      (await cloud.vpc(region).listAddressPrefixes(vpcId, limited)).map(({ cidr }) => cidr), signal),
    ownNetworks: (signal) => ownNetworks(signal),
    machine: async () => ({ rights: await tunnelRights(), surroundings: await surroundings() }),
    ownAddress: () => lookUpOwnAddress(environment),
    knownAddress: () => knownAddress(environment),
  };
}

/** What stands before the "@" of who is signed in, else the user of this machine. */
export function personOf(who: string, user: () => string = () => userInfo().username): string {
  const local = /([A-Za-z0-9._%+-]+)@[A-Za-z0-9-]+\./.exec(who)?.[1];
  return (local ?? user()).slice(0, 64);
}
