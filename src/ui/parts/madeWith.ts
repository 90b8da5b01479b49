import { object, optional, safeParse, string } from 'valibot';
import type { ServerKey } from '../../setup/server/access';
import type { Session } from '../session/session';

/** A key's file, or one of the account, as both the choices for a server and those for a key have it. */
const withKey = object({ key: object({ path: optional(string()), id: optional(string()) }) });

/** The private key that a server was made with, where it and its key were made from here. */
export function keyMadeWith({ setup }: Session, serverId: string): ServerKey | undefined {
  const made = setup.made();
  const keyFor = (thing: string): { readonly path?: string | undefined; readonly id?: string | undefined } => {
    const maker = made.find(({ id }) => id === thing)?.connectionId;
    const read = safeParse(withKey, setup.connections().find(({ id }) => id === maker)?.choices);
    return read.success ? read.output.key : {};
  };
  const { id = '', path = keyFor(id).path } = keyFor(serverId);
  return path === undefined || path === '' ? undefined : { kind: 'existing', path };
}
