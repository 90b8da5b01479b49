import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import { newConnection } from '../../../../../src/setup/newConnection';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import type { Setup } from '../../../../../src/setup/setup';
import { never, states, type Peer } from '../../support';
import { siteChoices } from './choices';

/** A connection of the route, from nothing, to the seed's instance that nobody has connected yet; a test says what matters to it. */
export async function siteConnection(
  peer: Pick<Peer, 'cloud'> & { readonly sandbox: Pick<Peer['sandbox'], 'accountId'> }, id: string, more: Partial<SiteVpnChoices> = {},
): Promise<Connection<SiteVpnChoices>> {
  const [group] = await peer.cloud.resources.listResourceGroups(peer.sandbox.accountId, never);
  const instance = (await peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
  assert.ok(instance !== undefined);
  return newConnection(id, peer.sandbox.accountId, instance, { route: 'site-vpn', role: 'Writer', choices: siteChoices({
    vpc: { kind: 'new', name: `${id}-vpc` }, resourceGroupId: group?.id ?? '', ...more,
  }) });
}

/** Plans and runs it, and expects no failure. */
export async function madeBy(setup: Setup, connection: Connection): Promise<void> {
  await setup.plan(connection, never);
  const run = await setup.run(connection.id, never);
  assert.deepEqual(
    [run.state, run.steps.flatMap(({ id, failure }) => failure === undefined ? [] : [`${id}: ${failure.why}`])], ['done', []], states(run),
  );
}

/** What of the account the route can touch, one text a thing. */
export async function wholeAccount(peer: Peer): Promise<readonly string[]> {
  const { regions, instances, customResolvers } = peer.sandbox.state;
  const active = [...instances.values()].filter(({ state }) => state === 'active').map(({ crn }) => crn);
  return [
    ...await peer.account(), ...active,
    ...[...regions.values()].flatMap(({ vpnGateways, vpnConnections, ikePolicies, ipsecPolicies, routingTables, vpcRoutes }) => [
      ...[...vpnGateways.keys(), ...ikePolicies.keys(), ...ipsecPolicies.keys(), ...vpcRoutes.keys()],
      ...[...vpnConnections.values()].map(({ id, localRanges, peerRanges }) => `${id} ${localRanges.join(' ')} ${peerRanges.join(' ')}`),
      ...[...routingTables.values()].map((table) => JSON.stringify(table)),
    ]),
    ...[...customResolvers.values()].map(({ id, enabled, locations, rules }) => JSON.stringify([id, enabled, locations.map((each) => each.id), rules.length])),
  ].sort();
}

/** `gone` and `left`, against what there was before. */
export async function assertAsBefore(peer: Peer, before: readonly string[], where = ''): Promise<void> {
  const now = await wholeAccount(peer);
  assert.deepEqual({
    gone: before.filter((text) => !now.includes(text)), left: now.filter((text) => !before.includes(text)),
  }, { gone: [], left: [] }, where);
}
