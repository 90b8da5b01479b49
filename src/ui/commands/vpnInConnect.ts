import { launch } from '../../machine/launch';
import { vpnClients } from '../../machine/vpnClients';
import { wordsOf } from '../../base/words';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { inTime } from '../inTime';
import { refuseMadeUp, signingIn } from './connectVpn';
import type { Invocation } from './handler';
import { saveChosen } from './saveVpnProfile';
import { dialledConnection } from './vpnConnections';

/** Saves the profile where the person says, and has OpenVPN Connect import it: that keeps a copy of its own. */
export async function openInConnect(invocation: Invocation): Promise<void> {
  const { services: { notices, editor } } = invocation;
  const chosen = await dialledConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  refuseMadeUp(chosen.session);
  const app = await inTime(t('Could not look for OpenVPN Connect'), 30_000, connectApp);
  const saved = await saveChosen(invocation, chosen);
  if (saved === undefined) {
    return;
  }
  const { program, words } = importing(app, saved.path);
  await launch(program, words).catch((error: unknown) => {
    throw new Failure({
      code: 'ui.connect-not-started', what: t('Could not start OpenVPN Connect'), why: wordsOf(error),
      next: t('Start it yourself, and import {0}.', saved.path), cause: error,
    });
  });
  if (saved.made.signsIn) {
    await editor.openPage(chosen.session.environment.endpoints.passcodePage);
  }
  await notices.done([
    t('OpenVPN Connect imports {0}, and keeps a copy of its own: delete the file when that is done.', saved.path),
    ...signingIn(saved.made, chosen.session.account), ...saved.made.notes,
  ].join(' '));
}

interface Program {
  readonly program: string;
  readonly words: readonly string[];
}

/** Source: https://openvpn.net/connect-docs/command-line-functionality-windows.html; on macOS a document is opened with its application. */
export function importing(app: string, profile: string, platform: NodeJS.Platform = process.platform): Program {
  return platform === 'darwin' ? { program: '/usr/bin/open', words: ['-a', app, profile] } : { program: app, words: [`--import-profile=${profile}`] };
}

async function connectApp(signal: AbortSignal): Promise<string> {
  const found = (await vpnClients(signal)).find(({ kind }) => kind === 'connect');
  if (found === undefined) {
    throw new Failure({
      code: 'ui.no-openvpn-connect', what: t('Could not open the profile in OpenVPN Connect'), why: t('It is not installed where Private Connect runs.'),
      next: t('Install it from https://openvpn.net/client, or use Save VPN Profile… or Connect VPN in Terminal.'),
    });
  }
  return found.path;
}
