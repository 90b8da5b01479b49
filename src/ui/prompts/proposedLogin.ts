import type { FloatingIp, VirtualServer } from '../../model/landscape';
import { loginFrom, loginText, type ServerLogin, sshPort } from '../../model/serverLogin';
import { floatingIpOf } from '../../setup/offer/floatingIps';
import { loginUserOf } from '../../setup/loginUser';
import type { SettingsOf } from './sshSettings';

interface Known {
  readonly floatingIps: readonly FloatingIp[];
  /** The names of operating systems, by the ids of images, as far as they are known. */
  readonly systems: ReadonlyMap<string, string>;
}

/**
 * Who signs in to a server that exists: what the user's SSH configuration says of an address of it, or of its name where that stands
 * for one; else the user of its image's operating system.
 */
export async function proposedLogin(
  server: VirtualServer, typed: string | undefined, offer: Known, settingsOf: SettingsOf,
): Promise<ServerLogin> {
  const addresses = [typed, floatingIpOf(offer, server)?.address, server.primaryInterface?.address].flatMap((each) => each ?? []);
  const usual = { user: userOf(server, offer), port: sshPort };
  for (const host of [...addresses, server.name]) {
    const said = await settingsOf(host);
    if (said !== undefined && (said.user !== undefined || said.port !== sshPort) && (host !== server.name || addresses.includes(said.host))) {
      // What OpenSSH takes for a user may be more than our own entry can hold.
      return loginFrom(loginText({ user: said.user ?? usual.user, port: said.port })) ?? usual;
    }
  }
  return usual;
}

/** An image that is not there any more has its name left. */
function userOf({ image }: VirtualServer, { systems }: Known): string {
  return loginUserOf(systems.get(image?.id ?? '') ?? image?.name ?? '');
}
