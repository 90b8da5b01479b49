import type { VpnRangeSide } from '../../cloud/vpcVpnGatewayRequests';
import { t } from '../../model/l10n';
import { contains, overlaps, parseRange } from '../../model/range';
import { visible } from '../../model/text';
import type { VpnConnection } from '../../model/vpnGateway';
import { blocked, type Blocked } from '../standing';

/** CIDRs of both sides of a connection in policy mode. */
export interface ConnectionRanges {
  readonly local: readonly string[];
  readonly peer: readonly string[];
}

interface SideRange {
  readonly side: VpnRangeSide;
  readonly range: string;
}

/** Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
const most = { connections: 10, ofConnection: 15, ofGateway: 50 };
const sides: readonly VpnRangeSide[] = ['local', 'peer'];

/** Those of the wanted that a connection does not have, nor a wider one that holds them. */
export function lackingRanges(there: VpnConnection, wanted: ConnectionRanges): readonly SideRange[] {
  return sides.flatMap((side) =>
    wanted[side].filter((range) => !rangesOf(there, side).some((other) => isWithin(range, other))).map((range) => ({ side, range })));
}

/**
 * Why the cloud would refuse them beside the others of the gateway: a range is on one side of one connection alone, and of two connections that
 * lead the same ranges each takes the tunnel of the other away. Source: https://cloud.ibm.com/docs/vpc, "Duplicate IKE SA".
 */
export function clash(wanted: ConnectionRanges, there: VpnConnection | undefined, others: readonly VpnConnection[]): Blocked | undefined {
  const all = after(wanted, there);
  const crossed = pairs(all.local, all.peer).find(isOverlap);
  if (crossed !== undefined) {
    const [ours, theirs] = crossed;
    return blocked(
      t('The range {0} of the VPC overlaps {1}, a range of the office.', ours, theirs),
      t('Choose other ranges: what is on both sides of a tunnel goes nowhere.'),
    );
  }
  const narrower = there === undefined ? undefined
    : lackingRanges(there, wanted).flatMap(({ side, range }) => pairs([range], rangesOf(there, side))).find(isOverlap);
  if (narrower !== undefined) {
    const [wide, narrow] = narrower;
    return blocked(
      t('The VPN connection has the range {0}, which is a part of {1}: the cloud does not take both.', narrow, wide),
      t('Take that range off the connection first, or choose another connection.'),
    );
  }
  for (const { name, peerRanges } of others) {
    const twin = pairs(all.peer, peerRanges).find(isOverlap);
    if (twin !== undefined) {
      const [ours, theirs] = twin;
      return blocked(
        t('The range {0} of the office overlaps {1}, which the VPN connection "{2}" of this VPN gateway leads to already: each would take the tunnel of the '
          + 'other away.', ours, theirs, visible(name)),
        t('Choose that connection, delete it, or choose another VPN gateway.'),
      );
    }
  }
  return undefined;
}

/** Why there is no room for it on the gateway. */
export function tooMany(wanted: ConnectionRanges | undefined, there: VpnConnection | undefined, others: readonly VpnConnection[]): Blocked | undefined {
  if (there === undefined && others.length >= most.connections) {
    return blocked(
      t('The VPN gateway has {0} connections, as many as it takes.', others.length),
      t('Choose a connection that is there, delete one, or choose another VPN gateway.'),
    );
  }
  const all = wanted === undefined ? undefined : after(wanted, there);
  for (const side of all === undefined ? [] : sides) {
    const own = all?.[side].length ?? 0;
    const together = others.reduce((sum, other) => sum + rangesOf(other, side).length, own);
    if (own > most.ofConnection || together > most.ofGateway) {
      return blocked(
        own > most.ofConnection ? t('The VPN connection would have {0} ranges on one side; it takes {1}.', own, most.ofConnection)
          : t('The connections of the VPN gateway would have {0} ranges on one side; it takes {1}.', together, most.ofGateway),
        t('Choose fewer and wider ranges, or another VPN gateway.'),
      );
    }
  }
  return undefined;
}

/** All that it has then. */
function after(wanted: ConnectionRanges, there: VpnConnection | undefined): ConnectionRanges {
  if (there === undefined) {
    return wanted;
  }
  const added = lackingRanges(there, wanted);
  const ofSide = (side: VpnRangeSide) => [...rangesOf(there, side), ...added.filter((each) => each.side === side).map(({ range }) => range)];
  return { local: ofSide('local'), peer: ofSide('peer') };
}

function rangesOf({ localRanges, peerRanges }: VpnConnection, side: VpnRangeSide): readonly string[] {
  return side === 'local' ? localRanges : peerRanges;
}

function pairs(left: readonly string[], right: readonly string[]): readonly (readonly [string, string])[] {
  return left.flatMap((one) => right.map((other) => [one, other] as const));
}

function isOverlap([one, other]: readonly [string, string]): boolean {
  const [left, right] = [parseRange(one), parseRange(other)];
  return left !== undefined && right !== undefined && overlaps(left, right);
}

function isWithin(inner: string, outer: string): boolean {
  const [narrow, wide] = [parseRange(inner), parseRange(outer)];
  return narrow !== undefined && wide !== undefined && contains(wide, narrow);
}
