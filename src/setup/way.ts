import type { OwnVpn } from '../model/dialledVpn';
import type { Path } from '../model/path';
import type { ServerLogin } from '../model/serverLogin';
import type { ConnectionStore } from './connectionStore';
import type { Progress } from './engine/progress';
import { resourcesOf } from './journal/history';
import { vpnServerKind } from './makers/vpnServer';
import type { OfficeSite } from './office/site';
import type { RouteWords, TakenRoute } from './routes/route';

/** A connection's way in, as far as others need to know it. */
export interface Way {
  /** How the connection is spoken of. */
  readonly words: RouteWords;
  readonly path: Path;
  /** Who signs in on the way, and where; undefined where it leads through no server. */
  readonly login: ServerLogin | undefined;
  /** How what of it ends by itself is made anew; undefined where nothing does. */
  readonly renewal: TakenRoute['renewal'];
  /** What this machine dials; undefined where it dials nothing. */
  readonly vpn: OwnVpn | undefined;
  /** What an office's gateway is set up for; undefined where none is at the other end. */
  readonly site: OfficeSite | undefined;
}

type Files = Pick<ConnectionStore, 'vpnFiles'>;
type Known = Pick<Progress, 'connection' | 'route' | 'journal'>;

export function wayOf(progress: Known, store: Files): Way {
  const { words, path, login, renewal, site } = progress.route;
  return { words, path, login, renewal, site, vpn: vpnOf(progress, store) };
}

/** With the VPN server as far as the journal knows it. */
function vpnOf({ connection, route, journal }: Known, store: Files): OwnVpn | undefined {
  const server = resourcesOf(journal.history).findLast(({ kind }) => kind === vpnServerKind);
  return route.vpn === undefined ? undefined : {
    ...route.vpn, region: connection.instance.region, server: server === undefined ? undefined : { id: server.id, name: server.name },
    files: store.vpnFiles(connection.id),
  };
}
