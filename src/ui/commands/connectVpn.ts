import { rm } from 'node:fs/promises';
import { surroundings } from '../../machine/surroundings';
import { tunnelRights } from '../../machine/tunnelRights';
import { vpnClients, type VpnClient } from '../../machine/vpnClients';
import type { Account } from '../../model/account';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { openvpnInTerminal } from '../../openvpn/inTerminal';
import { saveProfile } from '../../openvpn/saveProfile';
import type { VpnProfile } from '../../setup/vpnProfile';
import { ownerOnly } from '../../ssh/ownerOnly';
import { inTime } from '../inTime';
import type { Session } from '../session/session';
import type { Invocation } from './handler';
import { checkConnectivity } from './runEnd';
import { readProfile } from './saveVpnProfile';
import { dialledConnection } from './vpnConnections';

const limitMs = 60_000;

/** Runs the system's openvpn in a terminal, as an administrator where it must be: sudo asks for that there, and the password never comes here. */
export async function connectVpn(invocation: Invocation): Promise<void> {
  const { services: { editor, notices } } = invocation;
  const chosen = await dialledConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  const { session } = chosen;
  const { files, server } = chosen.way.vpn;
  const name = terminalName(server ?? { id: chosen.connection.id, name: chosen.way.words.through });
  if (editor.showTerminal(name)) {
    return;
  }
  refuseMadeUp(session);
  const { openvpn, sudo } = await inTime(t('Could not look for openvpn'), limitMs, startable);
  const made = await readProfile(invocation, chosen);
  // Left by one that was killed before it had read it.
  await rm(files.profile, { force: true });
  await inTime(t('Could not save the VPN profile'), limitMs, (signal) => saveProfile(files.profile, made.profile, (file) => ownerOnly(file, signal)));
  if (made.signsIn) {
    await editor.openPage(session.environment.endpoints.passcodePage);
  }
  const ended = t('The VPN is disconnected. Press Enter to close this terminal.');
  await editor.openTerminal({ name, icon: 'lock', ...openvpnInTerminal({ ...files, openvpn, sudo, ended }) });
  await notices.done([t('openvpn runs in the terminal "{0}"; Ctrl+C there disconnects.', name), ...signingIn(made, session.account), ...made.notes,
    ...await elsewhere()].join(' '), checkConnectivity(editor, chosen.connection));
}

/** By the server's id too: in two VPCs of a region servers may have one name, and a terminal is found again by its own name alone. */
export function terminalName({ id, name }: { readonly id: string; readonly name: string }): string {
  return t('VPN {0} ({1})', visible(name, 60), id.slice(-8));
}

/** What answers in the sandbox is no VPN server, and openvpn would try for ever. */
export function refuseMadeUp({ environment }: Pick<Session, 'environment'>, what: string = t('Could not connect the VPN')): void {
  if (environment.madeUp === true) {
    throw new Failure({
      code: 'ui.made-up-vpn', what,
      why: t('The sandbox’s VPN servers are made up: nothing of this machine gets through them.'),
      next: t('Save VPN Profile… shows what a profile looks like; with an account of IBM Cloud it can be dialled.'),
    });
  }
}

/** Which name and password are asked for: the sign-in happens in the browser, with its second factor. */
export function signingIn({ signsIn }: Pick<VpnProfile, 'signsIn'>, { label }: Pick<Account, 'label'>): readonly string[] {
  const user = /^[^\s,@]+@[^\s,@]+/.exec(label)?.[0];
  return signsIn ? [
    user === undefined ? t('Give the e-mail address of your IBM Cloud user as user name.') : t('Give {0} as user name, or whoever else connects.', user),
    t('The password is the one-time passcode of the page that opened in the browser: each connection needs a new one.'),
  ] : [];
}

async function startable(signal: AbortSignal): Promise<{ readonly openvpn: string; readonly sudo: boolean }> {
  const clients = await vpnClients(signal);
  const openvpn = clients.find(({ kind }) => kind === 'openvpn');
  if (openvpn === undefined) {
    throw new Failure({
      code: 'ui.no-openvpn', what: t('Could not connect the VPN'), why: t('openvpn is not installed on this machine.'), next: installing(clients),
    });
  }
  const rights = await tunnelRights();
  if (rights.kind === 'none') {
    throw new Failure({ code: 'ui.no-tunnel', what: t('Could not connect the VPN'), why: rights.why, next: rights.next });
  }
  return { openvpn: openvpn.path, sudo: rights.kind === 'asks' && process.platform !== 'win32' };
}

/** What is there already comes first. */
export function installing(clients: readonly Pick<VpnClient, 'kind'>[], platform: NodeJS.Platform = process.platform): string {
  if (clients.some(({ kind }) => kind === 'connect')) {
    return t('OpenVPN Connect is installed: use Open VPN Profile in OpenVPN Connect…');
  }
  if (clients.some(({ kind }) => kind === 'tunnelblick')) {
    return t('Tunnelblick is installed: use Save VPN Profile…, then open the file with Tunnelblick.');
  }
  switch (platform) {
    case 'darwin': return t('Install OpenVPN Connect or Tunnelblick, or openvpn with "brew install openvpn", then try again.');
    case 'win32': return t('Install OpenVPN Connect, or OpenVPN for Windows, then try again.');
    default: return t('Install it with "sudo apt install openvpn openvpn-systemd-resolved" (Debian, Ubuntu) or "sudo dnf install openvpn" (Fedora), '
      + 'then try again.');
  }
}

/** Programs of the computer that holds it do not go through a tunnel that is made in here. */
async function elsewhere(): Promise<readonly string[]> {
  switch (await surroundings()) {
    case 'own': return [];
    case 'wsl': return [t('The tunnel is made inside WSL: programs of Windows do not go through it.')];
    case 'container': return [t('The tunnel is made inside this container: programs of its host do not go through it.')];
  }
}
