import * as v from 'valibot';
import { isPool } from '../../../model/clientPool';
import { canonicalRange, parseAddress } from '../../../model/range';

const text = v.string();
const thing = v.object({ id: text, name: text });
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const range = v.pipe(text, v.check((cidr) => canonicalRange(cidr) === cidr));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
const person = v.pipe(text, v.trim(), v.minLength(1), v.maxLength(64));
const name = v.pipe(text, v.regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/));
const secretsManager = v.object({ crn: text, name: text });
const certificate = v.object({ ...thing.entries, crn: text });

/** An instance for certificates. */
export const secretsManagerChoices = v.object({ part: v.literal('secrets-manager'), name, plan: v.picklist(['standard', 'trial']), resourceGroupId: text });

/** Those of a server and of the first person. `name` begins the connection's id, and with it every name that is given. */
export const vpnCertificatesChoices = v.object({
  part: v.literal('vpn-certificates'), name, secretsManager, resourceGroupId: text,
  way: v.variant('kind', [
    v.object({ kind: v.literal('made'), person, keepsAuthorityKey: v.boolean() }), v.object({ kind: v.literal('private'), person }),
  ]),
});

/** That VPN servers may read what an instance holds. `name` is the instance's. */
export const vpnAuthorizationChoices = v.object({ part: v.literal('vpn-authorization'), name: text, secretsManager, resourceGroupId: text });

export const vpnServerChoices = v.pipe(v.object({
  part: v.literal('vpn-server'), name, vpc: thing, resourceGroupId: text, secretsManager,
  /** One, or two in different zones for high availability. */
  places: v.pipe(
    v.array(v.object({ zone, subnet: v.variant('kind', [v.object({ kind: v.literal('existing'), ...thing.entries }), v.object({ kind: v.literal('new') })]) })),
    v.minLength(1), v.maxLength(2), v.check((all) => new Set(all.map((each) => each.zone)).size === all.length),
  ),
  /** What guards it: a group of the VPC, or one that lets a range dial it, or nobody. */
  guard: v.variant('kind', [
    v.object({ kind: v.literal('existing'), ...thing.entries }),
    v.object({ kind: v.literal('new'), dialledFrom: v.optional(range), ownAddress: v.optional(address) }),
  ]),
  certificate,
  /** The secret with the authority that clients are known by; only where they show certificates. */
  authority: v.optional(certificate),
  authentication: v.pipe(v.array(v.picklist(['certificate', 'username'])), v.minLength(1), v.check((all) => new Set(all).size === all.length)),
  clientPool: v.pipe(text, v.check(isPool)),
  tunnel: v.picklist(['split', 'full']),
  protocol: v.picklist(['udp', 'tcp']),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** Seconds; 0 is never. */
  idleTimeout: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(28_800)),
  dnsServers: v.pipe(v.array(address), v.maxLength(2)),
}), v.check(({ authority, authentication }) => authority !== undefined || !authentication.includes('certificate')));

/** `name` is the server's. */
export const vpnRouteChoices = v.object({
  part: v.literal('vpn-route'), name: text, server: thing, destination: range, action: v.picklist(['deliver', 'translate', 'drop']),
});

/** That routing tables accept the routes of VPN servers. `name` is the VPC's. */
export const vpnWaysBackChoices = v.object({
  part: v.literal('vpn-ways-back'), name: text, vpc: thing, resourceGroupId: text, subnets: v.pipe(v.array(thing), v.minLength(1)),
});
