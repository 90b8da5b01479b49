import type { Finding } from '../../../../model/check';
import { withDeadline } from '../../../../model/deadline';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { pushedNameServers, type Look } from './look';

const answerMs = 3_000;
const dnsPort = 53;

/**
 * What is to be said where this is WSL or a container without a tunnel of its own: the tunnel of the computer that holds it is a place of its
 * own, which is seen from here only by where it leads. Undefined on a computer itself.
 */
export async function fromHost(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { machine } = look.tools;
  const place = await machine.surroundings();
  if (place === 'own') {
    return undefined;
  }
  const where = place === 'wsl' ? t('this is WSL') : t('this is a container');
  const reached = await firstReached(look, signal);
  return reached === undefined
    ? verdict('failed', 'vpn.host-tunnel', { summary: t('no tunnel in here ({0}), and none of its computer leads through', where) })
    : passed(t('no tunnel in here ({0}); that of its computer leads through', where), [t('{0} answers', reached)]);
}

/** The first of the pushed name servers that takes a connection: they are reached through the tunnel alone. */
async function firstReached(look: Look, signal: AbortSignal): Promise<string | undefined> {
  const { environment: { network }, limitMs = answerMs } = look.tools;
  for (const server of pushedNameServers(look)) {
    const late = (): Error => new Error(t('no answer within {0} s', limitMs / 1000));
    try {
      (await withDeadline(limitMs, signal, (own) => network.connect(server, dnsPort, own), late)).destroy();
      return server;
    } catch (error) {
      // What does not answer is the answer.
      if (isCancelled(error)) {
        throw error;
      }
    }
  }
  return undefined;
}
