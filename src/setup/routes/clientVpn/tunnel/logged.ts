import { logVerdict, type LogVerdict } from '../../../../openvpn/logVerdict';
import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';
import { refusedSignIn } from './signIn';

/** What OpenVPN's own log says of why the tunnel is not up; undefined where there is none, and where it says nothing of it. */
export async function loggedVerdict(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const log = await logOf(look, signal);
  const said = log === undefined ? undefined : logVerdict(log);
  // It was up then, and ended since.
  if (log === undefined || said === undefined || said.state.code === 'openvpn.connected') {
    return undefined;
  }
  return said.state.code === 'openvpn.sign-in-refused' ? await refusedSignIn(look, { log, line: said.line }, signal) : asFinding(said);
}

/** In the words of the log's own table. */
function asFinding({ state, line }: LogVerdict): Finding {
  return {
    ...verdict('failed', 'vpn.not-up', {
      summary: t('the tunnel is not up: OpenVPN ended with an error'), evidence: [line],
      cause: state.cause(), remedy: { title: state.next().replace(/\.$/, '') },
    }),
    code: state.code.replace('openvpn.', 'vpn.'),
  };
}

/** Undefined where there is none. One that cannot be read says nothing either: OpenVPN may have written it as an administrator. */
export async function logOf({ tools }: Look, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await tools.vpnLog();
  } catch (error) {
    whyUnread(error, signal);
    return undefined;
  }
}
