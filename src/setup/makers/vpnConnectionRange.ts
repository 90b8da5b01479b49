import type { VpnRangeSide } from '../../cloud/vpcVpnGatewayRequests';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { gatewayReasonWords } from '../../model/vpnGatewayReasons';
import type { Found, Maker, Specification } from '../context';
import { orAbsent } from './found';
import { vpnConnectionId } from './vpnConnectionId';
import { explained } from './vpnWords';

export interface VpnConnectionRangeSpecification extends Specification, ConnectionRange {}

interface ConnectionRange {
  readonly gatewayId: string;
  readonly connectionId: string;
  readonly side: VpnRangeSide;
  /** CIDR. */
  readonly range: string;
}

const kind = 'vpn-connection-range';

/** A range on one side of a connection that was there before: it is what we added, and all that is taken off again. Policy mode alone has them. */
export const vpnConnectionRangeMaker = {
  kind,
  // To add one that is there changes nothing: it is refused as made, found, and so left to whoever added it.
  make: async ({ vpc, signal }, { gatewayId, connectionId, side, range }) => {
    if (await vpc.hasVpnConnectionRange(gatewayId, connectionId, side, range, signal)) {
      throw addedMeanwhile(range);
    }
    try {
      await vpc.addVpnConnectionRange(gatewayId, connectionId, side, range, signal);
    } catch (error) {
      throw explained(error, gatewayReasonWords);
    }
    return range;
  },
  find: async ({ vpc, signal }, { gatewayId, connectionId, side, range }) =>
    await vpc.hasVpnConnectionRange(gatewayId, connectionId, side, range, signal) ? range : undefined,
  describe: (_made, { name }) => foundRange(name),
  // The name in the journal is made of all of it.
  recover: async ({ vpc, signal }, { name }) => {
    const parts = partsOf(name);
    const there = parts !== undefined
      && await orAbsent(vpc.hasVpnConnectionRange(parts.gatewayId, parts.connectionId, parts.side, parts.range, signal)) === true;
    return there ? foundRange(name) : undefined;
  },
  remove: async (context, { id }) => {
    const parts = partsOf(id);
    if (parts !== undefined) {
      const { gatewayId, connectionId, side, range } = parts;
      await context.discard(() => context.vpc.removeVpnConnectionRange(gatewayId, connectionId, side, range, context.signal));
    }
  },
  inUndo: (title, name) => t('the range {0} on: {1}', partsOf(name)?.range ?? name, title),
  addition: {
    added: t('with the missing ranges added'), takenOff: t('without the ranges that were added, as before'),
    without: t('without the ranges that the run adds to it'),
  },
} satisfies Maker<VpnConnectionRangeSpecification, string>;

export function vpnConnectionRange(part: ConnectionRange): VpnConnectionRangeSpecification {
  const { gatewayId, connectionId, side, range } = part;
  return { ...part, name: `${vpnConnectionId(gatewayId, connectionId)} ${side} ${range}` };
}

function foundRange(name: string): Found {
  return { kind, id: name, name };
}

function partsOf(name: string): ConnectionRange | undefined {
  const [, gatewayId, connectionId, side, range] = /^([^/ ]+)\/([^/ ]+) (local|peer) (\S+)$/.exec(name) ?? [];
  return gatewayId === undefined || connectionId === undefined || range === undefined || (side !== 'local' && side !== 'peer') ? undefined
    : { gatewayId, connectionId, side, range };
}

function addedMeanwhile(range: string): Failure {
  return new Failure({
    code: 'setup.added-meanwhile', what: t('Could not change the VPN connection'), why: t('Somebody added the range {0} to it a moment before.', range),
    next: t('Run again: it is used as it is.'),
  });
}
