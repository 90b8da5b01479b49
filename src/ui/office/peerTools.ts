import { codeOf } from '../../base/codes';
import type { Environment } from '../../model/account';
import { t } from '../../model/l10n';
import { inTime } from '../inTime';
import { lookUpOwnAddress } from '../ownAddress';
import type { Prompter } from '../prompts/answers';
import type { PeerTools } from './peer';

const nameLimitMs = 15_000;

/** With what this machine knows of the network. */
export function peerTools(prompter: Prompter, environment: Environment): PeerTools {
  return {
    prompter,
    lookupHost: new URL(environment.endpoints.addressLookup).host,
    sharesAddress: environment.sharesAddress?.() === true,
    ownAddress: () => lookUpOwnAddress(environment),
    resolve: (name, signal) => inTime(t('Could not look up {0}', name), nameLimitMs, async (limited) => {
      try {
        return await environment.network.resolve(name, limited);
      } catch (error) {
        if (['ENOTFOUND', 'ENODATA'].includes(codeOf(error) ?? '')) {
          return [];
        }
        throw error;
      }
    }, signal),
  };
}
