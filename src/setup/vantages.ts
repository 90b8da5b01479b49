import { thisMachine } from '../machine/thisMachine';
import type { Vantages } from '../model/vantage';
import type { Progress } from './engine/progress';
import type { ConnectionStore } from './connectionStore';
import type { SetupDependencies } from './setupDependencies';

/** Where a connection can be looked at from. Throws what its route throws. */
export function vantagesOf(
  progress: Pick<Progress, 'connection' | 'journal' | 'route'>, store: Pick<ConnectionStore, 'vpnFiles'>, dependencies: SetupDependencies,
): Vantages {
  const { connection, journal: { history }, route } = progress;
  const { cloud, environment, openServer, secrets, iamId, machine = thisMachine } = dependencies;
  return route.vantages({ history, cloud, environment, openServer, secrets, iamId, machine, vpnLogPath: store.vpnFiles(connection.id).log });
}
