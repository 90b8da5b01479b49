import { isIP } from 'node:net';
import { codeOf } from '../../../base/codes';
import { Memo } from '../../../base/memo';
import type { Environment } from '../../../model/account';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { loadOffer } from '../../../setup/routes/vsi/defaults';
import { t } from '../../../model/l10n';
import type { HeldKey } from '../../../ssh/agent';
import { inTime } from '../../inTime';
import { agentKeys } from '../../keys/agentKeys';
import { privateKeys, type FoundKey } from '../../keys/privateKeys';
import { knownAddress, lookUpOwnAddress } from '../../ownAddress';
import type { Prompter } from '../../prompts/answers';
import { type SettingsOf, sshSettings } from '../../prompts/sshSettings';
import type { QuestionTools } from '../routeQuestions';

const offerLimitMs = 60_000;

/** Where the questions have their rows and defaults from. */
export interface Sources {
  readonly prompter: Prompter;
  readonly sshFolder: string;
  /** Host of the page that tells this machine's address. */
  readonly lookupHost: string;
  /** Of the proxy that the look-up goes through, where one is set. */
  readonly proxy?: string | undefined;
  /** What a region offers; read once, again after a failure. */
  offer(region: string, signal: AbortSignal): Promise<Offer>;
  /** Whether this machine knows the address of a name; true for an address. */
  isKnown(host: string, signal: AbortSignal): Promise<boolean>;
  /** What the user's SSH configuration says of a host; undefined where it says nothing that can be read. */
  readonly sshSettings: SettingsOf;
  /** Private key files that may open an existing server. */
  keyFiles(): Promise<readonly FoundKey[]>;
  /** What the SSH agent has; nothing where there is none. */
  agentKeys(signal: AbortSignal): Promise<readonly Pick<HeldKey, 'publicKey' | 'comment'>[]>;
  /** Looked up on the user's word alone. */
  ownAddress(): Promise<string>;
  /** What was looked up before. */
  knownAddress(): string | undefined;
}

export function sourcesOf({ prompter, cloud, environment, accountId }: Pick<QuestionTools, 'prompter' | 'cloud' | 'environment' | 'accountId'>): Sources {
  const { sshFolder, sshAgent, endpoints, proxy } = environment;
  const offers = new Memo<Offer>((region, signal) => inTime(
    t('Could not read what the region offers'), offerLimitMs, (limited) => loadOffer(cloud, accountId, region, limited), signal,
  ));
  return {
    prompter,
    sshFolder,
    lookupHost: new URL(endpoints.addressLookup).host,
    proxy,
    offer: (region, signal) => offers.get(region, signal),
    keyFiles: () => privateKeys(sshFolder),
    isKnown: (host, signal) => isKnown(environment, host, signal),
    sshSettings: sshSettings(environment),
    agentKeys: (signal) => agentKeys(sshAgent, signal),
    ownAddress: () => lookUpOwnAddress(environment),
    knownAddress: () => knownAddress(environment),
  };
}

/** A name that cannot be looked up is told before anything is made that hangs on it. */
async function isKnown({ network }: Environment, host: string, signal: AbortSignal): Promise<boolean> {
  try {
    return isIP(host) > 0 || (await network.resolve(host, signal)).length > 0;
  } catch (error) {
    signal.throwIfAborted();
    // Only a clear no is one: a resolver that does not answer now may answer later.
    return codeOf(error) !== 'ENOTFOUND';
  }
}
