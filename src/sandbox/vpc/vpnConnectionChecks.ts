import { Refusal } from '../http/reply';
import type { Row } from '../state/records';
import { overlaps, toRange, type Range } from './addresses';
import type { Scope } from './scope';
import { connectionsOf } from './vpnConnectionRows';

/** Ranges of one side of one connection, and of all connections of a gateway: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const [mostOfConnection, mostOfGateway] = [15, 50];

type Sides = Pick<Row<'vpnConnections'>, 'id' | 'gateway' | 'peer' | 'localRanges' | 'peerRanges'>;

/** The key is quoted, as the cloud quotes it: https://cloud.ibm.com/docs/vpc?topic=vpc-rias-error-messages. */
export function checkKey(psk: string): string {
  if (!/^(?!0[xs])[-A-Za-z0-9+&!@#$%^*(),.:_]{6,128}$/.test(psk)) {
    throw new Refusal(400, 'vpn_connection_invalid_psk_format', `The pre-shared key (PSK) \`${psk}\` is not in the valid format.`, {
      type: 'field', name: 'psk',
    });
  }
  return psk;
}

/** What the ranges of a connection must be, by themselves and beside its siblings. */
export function checkRanges(scope: Scope, connection: Sides): void {
  const siblings = connectionsOf(scope.region, connection.gateway).filter(({ id }) => id !== connection.id);
  for (const side of ['local', 'peer'] as const) {
    checkCount(connection, siblings, side);
    checkApart(connection[`${side}Ranges`]);
  }
  for (const local of connection.localRanges) for (const peer of connection.peerRanges) refuseOverlap(local, peer, 'peer.cidrs');
  checkPairs(connection, siblings);
  for (const peer of connection.peerRanges) for (const other of siblings.flatMap(({ peerRanges }) => peerRanges)) refuseOverlap(peer, other, 'peer.cidrs');
}

function checkCount(connection: Sides, siblings: readonly Sides[], side: 'local' | 'peer'): void {
  const [word, target] = [side === 'local' ? 'Local' : 'Peer', { type: 'field', name: `${side}.cidrs` } as const];
  const own = connection[`${side}Ranges`].length;
  if (own === 0) {
    throw new Refusal(400, `vpn_connection_${side}_cidrs_required`, `At least one ${side} CIDR block is required when creating a VPN connection.`, target);
  }
  if (own > mostOfConnection) {
    throw new Refusal(400, `vpn_connection_${side}_subnets_quota_exceeded_for_connection`,
      `${word} subnets for the VPN connection has reached the quota.`, target);
  }
  if (siblings.reduce((sum, sibling) => sum + sibling[`${side}Ranges`].length, own) > mostOfGateway) {
    throw new Refusal(400, `vpn_connection_${side}_subnets_quota_exceeded`,
      `${word} subnets across VPN connections for the VPN gateway \`${connection.gateway}\` has reached the quota.`, target);
  }
}

function checkApart(ranges: readonly string[]): void {
  for (const [index, one] of ranges.entries()) {
    rangeOf(one);
    for (const other of ranges.slice(index + 1)) refuseOverlap(one, other, 'cidrs');
  }
}

/** Of two that have the same pair with the same peer each takes the other's tunnel away. */
function checkPairs(connection: Sides, siblings: readonly Sides[]): void {
  const twin = siblings.find(({ peer, localRanges, peerRanges }) => peer === connection.peer
    && localRanges.some((range) => connection.localRanges.includes(range)) && peerRanges.some((range) => connection.peerRanges.includes(range)));
  if (twin !== undefined) {
    throw new Refusal(400, 'vpn_connection_pair_cidrs_duplicated',
      'At least one pair of local CIDR and peer CIDR with the same peer gateway has been duplicated.');
  }
}

function refuseOverlap(one: string, other: string, field: string): void {
  if (overlaps(rangeOf(one), rangeOf(other))) {
    throw new Refusal(400, 'vpn_connection_cidr_overlap', `The CIDR block \`${one}\` overlaps with \`${other}\`.`, { type: 'field', name: field, value: one });
  }
}

function rangeOf(cidr: string): Range {
  const range = toRange(cidr);
  if (range === undefined) {
    throw new Refusal(400, 'vpn_connection_cidr_not_valid', `The CIDR block \`${cidr}\` does not represent a valid address.`, {
      type: 'field', name: 'cidrs', value: cidr,
    });
  }
  return range;
}
