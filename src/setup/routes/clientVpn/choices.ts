import * as v from 'valibot';
import { isPool } from '../../../model/clientPool';
import { canonicalRange, parseAddress } from '../../../model/range';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const range = v.pipe(text, v.check((cidr) => canonicalRange(cidr) === cidr));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
/** The first person: the common name of the client's certificate, by which the cloud lists who is connected. */
const person = v.pipe(text, v.trim(), v.minLength(1), v.maxLength(64));
const thing = v.object({ id: text, name: text });
const existing = v.object({ kind: v.literal('existing'), ...thing.entries });
const named = v.object({ kind: v.literal('new'), name: text });

const pool = v.pipe(text, v.check(isPool));

/** One, or two in different zones for high availability. */
const places = v.pipe(
  v.array(v.object({ zone, subnet: v.variant('kind', [existing, v.object({ kind: v.literal('new') })]) })),
  v.minLength(1), v.maxLength(2), v.check((all) => isDistinct(all.map((each) => each.zone))),
);

const certificates = v.variant('kind', [
  /** A small authority on this machine; without its key, no further certificate and no revocation list can be made. */
  v.object({ kind: v.literal('made'), person, keepsAuthorityKey: v.boolean() }),
  /** PEM that was judged when it was asked for: who asked put it into the vault, since keys stand in no file of choices. */
  v.object({ kind: v.literal('brought') }),
  /** Private certificates of Secrets Manager, whose authorities are made with it. */
  v.object({ kind: v.literal('private'), person }),
]);

/** What the user chose for the route through a client VPN server, as it is saved. */
export const clientVpnChoices = v.pipe(v.object({
  vpc: v.variant('kind', [existing, named]),
  server: v.variant('kind', [existing, named]),
  /** Where the server stands; of one that is there, where it was found. */
  places,
  /** Zones that get a subnet and a reserved IP of the endpoint gateway. */
  zones: v.pipe(v.array(zone), v.minLength(1), v.check((all) => isDistinct(all))),
  /** CIDR of the addresses that clients are given. */
  clientPool: pool,
  /** What a new server shows, and knows people by; one that is there has its own. */
  certificates: v.optional(certificates),
  secretsManager: v.optional(v.variant('kind', [
    v.object({ kind: v.literal('existing'), crn: text, name: text }),
    v.object({ kind: v.literal('new'), name: text, plan: v.picklist(['standard', 'trial']) }),
  ])),
  /** All that are listed must pass. */
  authentication: v.pipe(v.array(v.picklist(['certificate', 'username'])), v.minLength(1), v.check((all) => isDistinct(all))),
  tunnel: v.picklist(['split', 'full']),
  protocol: v.picklist(['udp', 'tcp']),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** Seconds after which a client that sends nothing is disconnected; 0 is never. */
  idleTimeout: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(28_800)),
  /** Pushed to clients. */
  dnsServers: v.pipe(v.array(address), v.maxLength(2)),
  /** `deliver` keeps the client's address on the way to the gateway, `translate` puts the server's in its place. */
  toGateway: v.picklist(['deliver', 'translate']),
  /** What clients shall reach besides. */
  extraRoutes: v.array(v.object({ destination: range, action: v.picklist(['deliver', 'translate', 'drop']) })),
  /** Ranges that the user named as in use: the pool keeps clear of them. */
  userRanges: v.array(range),
  /** From where the VPN server may be dialled. */
  allowedFrom: v.pipe(v.array(range), v.minLength(1)),
  /** From where before, in the order of the changes: those rules are taken away. */
  allowedFromBefore: v.optional(v.array(v.array(range))),
  /** This machine's, where it was asked to be let in: one of the ranges is it alone then. */
  ownAddress: v.optional(address),
  /** The user typed that ranges as wide as the internet are meant; without it setup refuses them. */
  openToInternetConfirmed: v.optional(v.literal(true)),
  /** When its certificates were renewed, in that order: what is made for each has a name of its own, and takes the place of what was before. */
  renewals: v.optional(v.array(v.pipe(text, v.isoTimestamp()))),
  resourceGroupId: text,
}), v.check(({ server, certificates: own, secretsManager }) => server.kind === 'existing' || (own !== undefined && secretsManager !== undefined)));

export type ClientVpnChoices = Readonly<v.InferOutput<typeof clientVpnChoices>>;

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
