import * as v from 'valibot';
import { isPool } from '../../../model/clientPool';
import { canonicalRange, parseAddress } from '../../../model/range';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const range = v.pipe(text, v.check((cidr) => canonicalRange(cidr) === cidr));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
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
  v.object({ kind: v.literal('made-here'), authorityKey: v.picklist(['kept', 'thrown-away']) }),
  /** Files in PEM, which are judged before anything is uploaded. */
  v.object({ kind: v.literal('brought'), certificate: text, key: text, authorities: text, clientAuthorities: text }),
  /** Private certificates of Secrets Manager, whose authorities are made with it. */
  v.object({ kind: v.literal('private'), commonName: text }),
]);

/** What the user chose for the route through a client VPN server, as it is saved. */
export const clientVpnChoices = v.object({
  vpc: v.variant('kind', [existing, named]),
  server: v.variant('kind', [existing, named]),
  /** Where the server stands. */
  places,
  /** Zones that get a subnet and a reserved IP of the endpoint gateway. */
  zones: v.pipe(v.array(zone), v.minLength(1), v.check((all) => isDistinct(all))),
  /** CIDR of the addresses that clients are given. */
  clientPool: pool,
  certificates,
  secretsManager: v.variant('kind', [
    v.object({ kind: v.literal('existing'), crn: text, name: text }),
    v.object({ kind: v.literal('new'), name: text, plan: v.picklist(['standard', 'trial']) }),
  ]),
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
  /** From where the VPN server may be dialled. */
  allowedFrom: v.pipe(v.array(range), v.minLength(1)),
  /** The user typed that ranges as wide as the internet are meant; without it setup refuses them. */
  openToInternetConfirmed: v.optional(v.literal(true)),
  resourceGroupId: text,
});

export type ClientVpnChoices = Readonly<v.InferOutput<typeof clientVpnChoices>>;

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
