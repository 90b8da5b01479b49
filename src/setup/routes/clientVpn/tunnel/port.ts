import { codeOf } from '../../../../base/codes';
import { NetworkError } from '../../../../base/networkError';
import type { Finding } from '../../../../model/check';
import { withDeadline } from '../../../../model/deadline';
import { isCancelled } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import { hardReset, isHardReset } from '../../../../openvpn/hardReset';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import { portInWords, type Look } from './look';
import { letIn } from './remedies';

/** Twice what OpenVPN's own first packet is waited for, so that one that got lost is sent again. */
const answerMs = 4_000;

/** Whether the VPN server's port answers to this machine; undefined where it does, and where the server is not known. */
export async function portVerdict(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { server, connection: { choices }, tools: { limitMs = answerMs } } = look;
  if (server === undefined) {
    return undefined;
  }
  try {
    const late = (): Error => new NetworkError('ETIMEDOUT', t('no answer within {0} s', limitMs / 1000));
    await withDeadline(limitMs, signal, (own) => answers(look, server, own), late);
    return undefined;
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    const evidence = whyUnread(error, signal);
    const port = visible(`${server.hostname}, ${portInWords(look)}`);
    if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(codeOf(error) ?? '')) {
      return verdict('failed', 'vpn.name-unknown', {
        summary: t('the tunnel is not up: the name of the VPN server does not resolve'), evidence: [port, ...evidence],
      });
    }
    return verdict('failed', 'vpn.port-blocked', {
      summary: t('the tunnel is not up: {0} of the VPN server does not answer', portInWords(look)), evidence: [port, ...evidence],
      // Where a rule admits one address alone, having moved is what happens most.
      ...choices.ownAddress === undefined ? {} : { remedy: letIn },
    });
  }
}

/** Over UDP by OpenVPN's first packet, which a server answers before it knows who asks; over TCP a connection is enough. */
async function answers({ tools: { machine, environment } }: Look, server: NonNullable<Look['server']>, signal: AbortSignal): Promise<void> {
  const { hostname: host, port, protocol } = server;
  if (protocol === 'tcp') {
    (await environment.network.connect(host, port, signal)).destroy();
    return;
  }
  const answer = await machine.exchange({ host, port }, hardReset(), signal);
  if (!isHardReset(answer)) {
    throw new NetworkError('EBADRESP', t('what answers there is no OpenVPN'));
  }
}
