import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import type { Found, Maker, Specification, StepContext } from '../context';
import { forgetKey, keepKey, keyOf, newKey } from '../office/key';
import { vpnConnectionId } from './vpnConnectionId';

export interface PresharedKeySpecification extends Specification {
  /** Whoever typed it has put it into the vault: none is made in its place. */
  readonly isBrought: boolean;
}

const kind = 'preshared-key';

/**
 * The pre-shared key of a connection's VPN connections, in this machine's vault. It is there before the cloud is told it, so that a request whose
 * answer was lost is sent again with the same one.
 */
export const presharedKeyMaker: Maker<PresharedKeySpecification, Secret> = {
  kind,
  make: async ({ connection, dependencies: { secrets } }, { isBrought }) => {
    const kept = await keyOf(secrets, connection.id);
    if (kept !== undefined) {
      return kept;
    }
    if (isBrought) {
      throw new TypeError('The pre-shared key that was typed is gone since it was looked at.');
    }
    const key = newKey();
    await keepKey(secrets, connection.id, key);
    return key;
  },
  find: ({ connection, dependencies: { secrets } }) => keyOf(secrets, connection.id),
  describe: (_made, { name }) => foundKey(name),
  recover: async ({ connection, dependencies: { secrets } }, { name }) => await keyOf(secrets, connection.id) === undefined ? undefined : foundKey(name),
  usedBy: standing,
  remove: ({ connection, dependencies: { secrets } }) => forgetKey(secrets, connection.id),
  inUndo: () => t('Pre-shared key (kept on this machine)'),
  goesWithConnection: true,
};

function foundKey(name: string): Found {
  return { kind, id: name, name };
}

/** A VPN connection of ours that stays: files for the office are written with its key. */
async function standing(context: StepContext): Promise<string | undefined> {
  for (const { id, connections } of await context.vpc.listVpnGateways({}, context.signal)) {
    const ours = connections.find((connection) => context.originOf(vpnConnectionId(id, connection.id)) === 'made');
    if (ours !== undefined) {
      return t('the VPN connection {0}', ours.name);
    }
  }
  return undefined;
}
