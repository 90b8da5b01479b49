import type { VirtualServer } from '../../model/landscape';
import type { Through } from '../../model/serverAccess';
import type { SettingsOf } from './sshSettings';

/** Where a server is, and what leads there. */
export interface Reached {
  readonly address: string;
  readonly through?: Through | undefined;
}

/** Where `ssh` gets to with what was typed: a name may stand for an address, and something may lead there. */
export async function reachedBy(host: string, settingsOf: SettingsOf): Promise<Reached> {
  const said = await settingsOf(host);
  return said === undefined ? { address: host } : {
    address: said.host, ...(said.jump ?? said.command) === undefined ? {} : { through: { kind: 'ssh-config', name: host } },
  };
}

/** What the user's SSH configuration says of the way to a server. */
export interface KnownWay {
  /** The server's own address, or its name where that is what the configuration knows. */
  readonly host: string;
  readonly jump: string | undefined;
  readonly command: string | undefined;
}

/** The way that it knows to a server by its address inside the VPC or by its name; undefined where it knows none. */
export async function knownWay({ name, primaryInterface }: VirtualServer, settingsOf: SettingsOf): Promise<KnownWay | undefined> {
  for (const host of [...primaryInterface === undefined ? [] : [primaryInterface.address], name]) {
    const said = await settingsOf(host);
    const isThisOne = host !== name || said?.host === name || said?.host === primaryInterface?.address;
    if (said !== undefined && isThisOne && (said.jump !== undefined || said.command !== undefined)) {
      return { host, jump: said.jump, command: said.command };
    }
  }
  return undefined;
}
