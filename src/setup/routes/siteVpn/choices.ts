import * as v from 'valibot';
import { parseAddress } from '../../../model/range';
import { espChoices, ikeChoices, officeChoices } from '../../office/choices';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
const thing = v.object({ id: text, name: text });
const existing = v.object({ kind: v.literal('existing'), ...thing.entries });
const named = v.object({ kind: v.literal('new'), name: text });

/** A VPN gateway with the connection on it. In policy mode it serves its own zone alone. */
const place = v.object({
  zone,
  gateway: v.variant('kind', [existing, named]),
  /** The gateway's own: nothing else should stand in it. Of a gateway that is there it is where that was found. */
  subnet: v.variant('kind', [existing, v.object({ kind: v.literal('new') })]),
  connection: v.variant('kind', [existing, named]),
});

/** How the office resolves the instance's names. */
export const resolverChoices = v.variant('kind', [
  /** A custom resolver of DNS Services that is in the VPC already; each VPC takes one. */
  v.object({ kind: v.literal('existing'), ...thing.entries, instance: v.object({ crn: text, name: text }) }),
  v.object({
    kind: v.literal('new'), name: text,
    instance: v.variant('kind', [v.object({ kind: v.literal('existing'), crn: text, name: text }), named]),
    /** A subnet's zone each: where the resolver answers. Each is charged. */
    zones: v.pipe(v.array(zone), v.minLength(1), v.maxLength(3)),
  }),
  /** The office writes the addresses down itself, and again whenever they change. */
  v.object({ kind: v.literal('none') }),
]);

/** What the VPC asks the office for. */
export const forwardingChoices = v.array(v.object({ match: text, forwardTo: v.pipe(v.array(address), v.minLength(1)) }));

/** What the user chose for the route through a site-to-site VPN, as it is saved. The pre-shared key is not in it: it is in the vault. */
export const siteVpnChoices = v.object({
  vpc: v.variant('kind', [existing, named]),
  mode: v.picklist(['policy', 'route']),
  /** One in each zone that the office reaches by a gateway of its own. */
  places: v.pipe(v.array(place), v.minLength(1), v.maxLength(3), v.check((all) => isDistinct(all.map((each) => each.zone)))),
  /** Zones that get a reserved IP of the endpoint gateway. In policy mode they are those of the VPN gateways. */
  zones: v.pipe(v.array(zone), v.minLength(1), v.check((all) => isDistinct(all))),
  office: officeChoices,
  /** Of a key that is typed, true: who asked put it into the vault. Else one is made. */
  keyIsBrought: v.boolean(),
  ike: ikeChoices,
  esp: espChoices,
  resolver: resolverChoices,
  /** The user agreed that every host of the VPC asks the resolver from then on; without it the resolver is not enabled. */
  enablingConfirmed: v.optional(v.literal(true)),
  forwarding: v.optional(forwardingChoices),
  resourceGroupId: text,
});

export type SiteVpnChoices = Readonly<v.InferOutput<typeof siteVpnChoices>>;
export type SitePlace = SiteVpnChoices['places'][number];

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
