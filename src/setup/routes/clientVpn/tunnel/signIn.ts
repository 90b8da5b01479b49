import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { vpnClient } from '../../../../model/vpnPolicies';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';
import type { VpnCode } from './verdicts';

/** What is known of a sign-in that the VPN server refused: OpenVPN's log, and its line. */
export interface Refusal {
  readonly log: string;
  readonly line: string;
}

/**
 * Why a sign-in with a passcode was refused. OpenVPN has one word for it, `AUTH_FAILED`; what IAM says of the user's role tells the causes apart.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication
 */
export async function refusedSignIn(look: Look, { log, line }: Refusal, signal: AbortSignal): Promise<Finding> {
  const methods = look.server?.authentication.map(({ method }) => method) ?? look.connection.choices.authentication;
  if (!methods.some((method) => method === 'username')) {
    return verdict('failed', 'vpn.client-certificate-chain', { summary: t('the tunnel is not up: the VPN server refused the certificate'), evidence: [line] });
  }
  const { code, evidence } = isSpent(log) ? { code: 'vpn.passcode-spent' as const, evidence: [] } : await askedIam(look, signal);
  return verdict('failed', code, { summary: t('the tunnel is not up: the VPN server refused the sign-in'), evidence: [line, ...evidence] });
}

/** Whether the same start of OpenVPN was connected before it was refused. */
function isSpent(log: string): boolean {
  const start = log.split(/\r?\n/).findLastIndex((line) => /^(?:\S+ )*OpenVPN \d/.test(line));
  const said = log.split(/\r?\n/).slice(Math.max(0, start)).join('\n');
  const up = said.indexOf('Initialization Sequence Completed');
  return up !== -1 && said.lastIndexOf('AUTH_FAILED') > up;
}

async function askedIam({ connection, tools: { cloud, iamId } }: Look, signal: AbortSignal): Promise<{ code: VpnCode; evidence: readonly string[] }> {
  // A service ID has no passcodes: whoever dialled is somebody else.
  if (iamId?.startsWith('IBMid-') !== true) {
    return { code: 'vpn.passcode-unclear', evidence: [t('who signed in here is no user whose role could be asked for')] };
  }
  try {
    const answer = await cloud.policies.roleOf({ accountId: connection.accountId, iamId }, vpnClient(connection.accountId), signal);
    switch (answer.kind) {
      case 'held': return { code: 'vpn.passcode-wrong', evidence: [t('IAM: the signed-in user has the role VPN Client')] };
      case 'not-seen': return { code: 'vpn.passcode-no-role', evidence: [t('IAM: no policy that can be seen gives the signed-in user the role VPN Client')] };
      case 'perhaps': return { code: 'vpn.passcode-unclear', evidence: [t('IAM: the role may come by an access group or by tags')] };
      case 'unknown': return { code: 'vpn.passcode-unclear', evidence: [answer.failure.message] };
    }
  } catch (error) {
    return { code: 'vpn.passcode-unclear', evidence: whyUnread(error, signal) };
  }
}
