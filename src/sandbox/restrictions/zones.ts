import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { inOrder, type Document } from '../http/documents';
import { objectOf } from '../http/objects';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { zoneAddress, type NetworkZoneRow } from '../state/policies';
import { timestamp, type World } from '../world';
import { checkAccount, common, rowOf } from './list';
import { zonesOf } from './rules';

/** As many of a zone's addresses stand in the list. */
const preview = 5;

const prototype = objectOf(v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)), account_id: v.string(), description: v.optional(v.string(), ''),
  addresses: v.optional(v.array(zoneAddress), []), excluded: v.optional(v.array(zoneAddress), []),
}));

export function listZones(call: Call, world: World): Reply {
  checkAccount(call, world);
  const name = call.query.get('name');
  const zones = [...world.state.networkZones.values()].filter((row) => name === null || row.name === name).map((row) => {
    return { ...summary(row, world), addresses_preview: row.addresses.slice(0, preview) };
  });
  return ok({ count: zones.length, zones: inOrder(call, zones) });
}

export function getZone(call: Call, world: World): Reply {
  return ok(render(rowOf(call, world.state.networkZones, 'zone'), world));
}

export function createZone(call: Call, world: World): Reply {
  const { account, networkZones } = world.state;
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'invalid_body', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const { account_id: accountId, ...rest } = body.output;
  if (accountId !== account.id) throw new Refusal(403, 'forbidden', `You may not make zones in the account "${accountId}".`);
  const row: NetworkZoneRow = { id: randomUUID().replaceAll('-', ''), createdAt: timestamp(world), ...rest };
  networkZones.set(row.id, row);
  world.changed();
  return created(render(row, world));
}

/** A zone that a rule names stays. */
export function deleteZone(call: Call, world: World): Reply {
  const { networkZones, restrictionRules } = world.state;
  const { id } = rowOf(call, networkZones, 'zone');
  if ([...restrictionRules.values()].some((rule) => zonesOf(rule).includes(id))) throw new Refusal(409, 'zone_in_use', `A rule names the zone ${id}.`);
  networkZones.delete(id);
  world.changed();
  return noContent;
}

function render(row: NetworkZoneRow, world: World): Document {
  const { addresses, excluded } = row;
  return { ...summary(row, world), account_id: world.state.account.id, addresses, excluded };
}

function summary(row: NetworkZoneRow, world: World): Document {
  const { name, description, addresses, excluded } = row;
  return { ...common('zone', row, world), name, description, address_count: addresses.length, excluded_count: excluded.length };
}
