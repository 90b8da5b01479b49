import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import { newConnection } from '../../../../../src/setup/newConnection';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import type { Setup } from '../../../../../src/setup/setup';
import type { Peer} from '../../support';
import { never } from '../../support';
import { vpnChoices } from './choices';

/** What a connection is made in. */
type Account = Pick<Peer, 'cloud'> & { readonly sandbox: Pick<Peer['sandbox'], 'accountId'> };

/** A connection of the route, from nothing, to the seed's instance that nobody has connected yet; a test says what matters to it. */
export async function vpnConnection(peer: Account, id: string, more: Partial<ClientVpnChoices> = {}): Promise<Connection<ClientVpnChoices>> {
  const [group] = await peer.cloud.resources.listResourceGroups(peer.sandbox.accountId, never);
  const instance = (await peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
  assert.ok(instance !== undefined);
  return newConnection(id, peer.sandbox.accountId, instance, { route: 'client-vpn', role: 'Writer', choices: vpnChoices({
    vpc: { kind: 'new', name: `${id}-vpc` }, server: { kind: 'new', name: `${id}-vpn` },
    secretsManager: { kind: 'new', name: `${id}-secrets`, plan: 'standard' }, resourceGroupId: group?.id ?? '', ...more,
  }) });
}

/** Plans and runs it, and expects no failure. */
export async function madeBy(setup: Setup, connection: Connection): Promise<void> {
  await setup.plan(connection, never);
  const run = await setup.run(connection.id, never);
  assert.deepEqual([run.state, run.steps.flatMap(({ id, failure }) => failure === undefined ? [] : [`${id}: ${failure.why}`])], ['done', []]);
}

/** What of the account a route by a VPN can touch: policies, secrets, authorities and routes besides the rest. */
export async function wholeAccount(peer: Peer): Promise<readonly string[]> {
  const { regions, secretsManagers, policies, instances } = peer.sandbox.state;
  const active = [...instances.values()].filter(({ state }) => state === 'active').map(({ crn }) => crn);
  return [
    ...await peer.account(),
    ...[...regions.values()].flatMap(({ vpnServers, vpnRoutes, routingTables }) => [
      ...[...vpnServers.values()].map(({ id, securityGroups }) => `${id} ${securityGroups.join(' ')}`),
      ...[...vpnRoutes.keys()], ...[...routingTables.values()].map((table) => JSON.stringify(table)),
    ]),
    ...[...secretsManagers.values()].filter(({ id }) => active.some((crn) => crn.includes(id))).map(({ id, secrets, authorities, templates }) =>
      JSON.stringify([id, secrets.map((each) => each.id), [...authorities, ...templates].map(({ name }) => name)])),
    ...policies.keys(), ...active,
  ].sort();
}
