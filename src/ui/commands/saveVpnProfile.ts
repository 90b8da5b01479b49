import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../../machine/surroundings';
import { t } from '../../model/l10n';
import { saveProfile } from '../../openvpn/saveProfile';
import type { ProfileOptions, VpnProfile } from '../../setup/vpnProfile';
import { ownerOnly } from '../../ssh/ownerOnly';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { NoticeAction } from '../remedies';
import type { Invocation } from './handler';
import { checkConnectivity } from './runEnd';
import { dialledConnection, type DialledConnection } from './vpnConnections';

const limitMs = 60_000;

/** The profile goes from the cloud into the file: it is shown nowhere, and no journal knows of the file. */
export async function saveVpnProfile(invocation: Invocation): Promise<void> {
  const chosen = await dialledConnection(invocation);
  const saved = chosen === undefined ? undefined : await saveChosen(invocation, chosen);
  if (chosen !== undefined && saved !== undefined) {
    const { clientNote, machine } = chosen.session.environment;
    const note = clientNote === undefined ? [] : [clientNote];
    await invocation.services.notices.done([savedIn(saved.path, machine), ...warnings(saved.made), ...note].join(' '), ...nextSteps(invocation, chosen));
  }
}

export interface SavedProfile {
  readonly path: string;
  readonly made: VpnProfile;
}

/** Undefined where the person changes their mind: nothing is written then. */
export async function saveChosen(invocation: Invocation, chosen: DialledConnection): Promise<SavedProfile | undefined> {
  const { prompter, editor } = invocation.services;
  const packets = await askPackets(prompter);
  if (packets === undefined) {
    return undefined;
  }
  const made = await readProfile(invocation, chosen, packets);
  const path = await editor.chooseNewFile(await freePath(homedir(), made.server.name), t('Save VPN Profile'), { [t('OpenVPN profiles')]: ['ovpn'] });
  if (path === undefined) {
    return undefined;
  }
  await inTime(t('Could not save the VPN profile'), limitMs, (signal) => saveProfile(path, made.profile, (file) => ownerOnly(file, signal)));
  return { path, made };
}

export async function readProfile(
  { services: { editor } }: Invocation, { session: { setup }, connection }: DialledConnection, options: ProfileOptions = {},
): Promise<VpnProfile> {
  return await editor.progress(() => inTime(t('Could not read the VPN profile'), limitMs, (signal) => setup.vpnProfile(connection.id, options, signal)));
}

/** The file alone connects nobody. */
function nextSteps({ services: { editor } }: Invocation, { session, connection }: DialledConnection): readonly NoticeAction[] {
  const dial = { title: t('Connect VPN in Terminal'), run: () => editor.run('privateConnect.connectVpn', { kind: 'connection', connection }) };
  return [...session.environment.madeUp === true ? [] : [dial], checkConnectivity(editor, connection)];
}

function savedIn(path: string, machine: string): string {
  return t('The VPN profile is in {0}, on {1}, and only you may read it.', path, machine);
}

/** What goes with the file wherever it goes. */
function warnings({ holdsKey, signsIn, notes }: VpnProfile): readonly string[] {
  return [
    ...holdsKey ? [t('The key is in it: whoever has the file connects as you.')] : [],
    ...signsIn ? [t('It asks for your IBM Cloud user name and a new one-time passcode at each connection.')] : [],
    ...notes,
  ];
}

/** Usual packets are first: who just wants the file presses Enter. */
async function askPackets(prompter: Prompter): Promise<ProfileOptions | undefined> {
  const answer = await prompter.pick<ProfileOptions>({
    placeholder: t('How large may packets be in the tunnel?'),
    items: [
      { label: t('As usual'), icon: 'check', value: {} },
      {
        label: t('Smaller over TCP (mssfix)'), icon: 'fold', value: { smallPackets: 'mssfix' },
        detail: t('Where TCP connects but TLS stays silent: large packets get lost. Try it first.'),
      },
      {
        label: t('Smaller altogether (tun-mtu)'), icon: 'fold', value: { smallPackets: 'tun-mtu' },
        detail: t('Where that is not enough: the tunnel itself is made narrower.'),
      },
    ],
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** "orders-vpn-2.ovpn" where that is the first that is free. */
export async function freePath(folder: string, name: string): Promise<string> {
  const base = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'vpn';
  for (let number = 1; number < 100; number += 1) {
    const path = join(folder, `${base}${number === 1 ? '' : `-${number}`}.ovpn`);
    if (!await exists(path)) {
      return path;
    }
  }
  return join(folder, `${base}.ovpn`);
}
