import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../../machine/surroundings';
import { t } from '../../model/l10n';
import { saveProfile } from '../../openvpn/saveProfile';
import type { ProfileOptions, VpnProfile } from '../../setup/vpnProfile';
import { ownerOnly } from '../../ssh/ownerOnly';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { Handlers, Invocation } from './handler';
import { dialledConnection } from './vpnConnections';

type Id = 'privateConnect.saveVpnProfile';

const limitMs = 60_000;

export const vpnCommands: Handlers<Id> = {
  'privateConnect.saveVpnProfile': { failed: t('Could not save the VPN profile'), run: save },
};

/** The profile goes from the cloud into the file: it is shown nowhere, and no journal knows of the file. */
async function save(invocation: Invocation): Promise<void> {
  const { services: { prompter, editor, notices } } = invocation;
  const chosen = await dialledConnection(invocation);
  const packets = chosen === undefined ? undefined : await askPackets(prompter);
  if (chosen === undefined || packets === undefined) {
    return;
  }
  const { session: { setup, environment }, connection } = chosen;
  const made = await editor.progress(() => inTime(t('Could not read the VPN profile'), limitMs, (signal) => setup.vpnProfile(connection.id, packets, signal)));
  const path = await editor.chooseNewFile(await freePath(homedir(), made.server.name), t('Save VPN Profile'), { [t('OpenVPN profiles')]: ['ovpn'] });
  if (path === undefined) {
    return;
  }
  await inTime(t('Could not save the VPN profile'), limitMs, (signal) => saveProfile(path, made.profile, (file) => ownerOnly(file, signal)));
  const note = environment.clientNote === undefined ? [] : [environment.clientNote];
  await notices.done([savedIn(path, environment.machine), ...warnings(made), ...note].join(' '));
}

function savedIn(path: string, machine: string): string {
  return t('The VPN profile is in {0}, on {1}, and only you may read it.', path, machine);
}

/** What goes with the file wherever it goes. */
export function warnings({ holdsKey, signsIn, notes }: VpnProfile): readonly string[] {
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
        detail: t('Where names resolve and TCP connects, but TLS stays silent: large packets get lost on the way. Try it first.'),
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
