import { noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call, Handler } from '../http/router';
import type { Row } from '../state/records';
import type { Scope } from './scope';
import { checkRanges } from './vpnConnectionChecks';
import { connectionOf } from './vpnConnections';

type Side = 'local' | 'peer';
const sideOf = (side: Side) => `${side}Ranges` as const;

export function listRanges(side: Side): Handler<Scope> {
  return (call, scope) => ok({ cidrs: policyConnection(call, scope)[sideOf(side)] });
}

export function checkRange(side: Side): Handler<Scope> {
  return (call, scope) => {
    existingRange(call, policyConnection(call, scope), side);
    return noContent;
  };
}

export function addRange(side: Side): Handler<Scope> {
  return (call, scope) => {
    const connection = policyConnection(call, scope);
    const cidr = cidrOf(call);
    return connection[sideOf(side)].includes(cidr) ? noContent : change(scope, connection, side, [...connection[sideOf(side)], cidr]);
  };
}

export function removeRange(side: Side): Handler<Scope> {
  return (call, scope) => {
    const connection = policyConnection(call, scope);
    const cidr = existingRange(call, connection, side);
    return change(scope, connection, side, connection[sideOf(side)].filter((range) => range !== cidr));
  };
}

function change(scope: Scope, connection: Row<'vpnConnections'>, side: Side, ranges: string[]): Reply {
  checkRanges(scope, { ...connection, [sideOf(side)]: ranges });
  connection[sideOf(side)] = ranges;
  scope.world.changed();
  return noContent;
}

function policyConnection(call: Call, scope: Scope): Row<'vpnConnections'> {
  const connection = connectionOf(call, scope);
  if (scope.region.vpnGateways.get(connection.gateway)?.mode !== 'policy') {
    throw new Refusal(400, 'invalid_value', `The VPN connection "${connection.name}" is of a gateway in route mode: it has no CIDR blocks.`);
  }
  return connection;
}

function existingRange(call: Call, connection: Row<'vpnConnections'>, side: Side): string {
  const cidr = cidrOf(call);
  if (!connection[sideOf(side)].includes(cidr)) {
    throw new Refusal(404, 'vpn_connection_cidr_not_found', `The CIDR block \`${cidr}\` could not be found in the VPN connection \`${connection.id}\`.`, {
      type: 'parameter', name: 'cidr', value: cidr,
    });
  }
  return cidr;
}

function cidrOf(call: Call): string {
  return call.parameters['cidr'] ?? '';
}
