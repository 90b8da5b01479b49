import * as v from 'valibot';
import { Refusal } from '../http/reply';
import type { Row } from '../state/records';
import { overlaps, toNumber, toRange } from './addresses';
import { byId, nameField } from './body';
import { named, type Scope } from './scope';
import { isReadable } from './vpnServerHealth';

const secret = v.strictObject({ crn: v.string() });
const method = v.variant('method', [
  v.strictObject({
    method: v.literal('certificate'), client_ca: secret,
    crl: v.optional(v.pipe(v.string(), v.regex(/^\s*-----BEGIN X509 CRL-----/, 'a revocation list in PEM'))),
  }),
  v.strictObject({ method: v.literal('username'), identity_provider: v.strictObject({ provider_type: v.literal('iam') }) }),
]);
const address = v.strictObject({ address: v.pipe(v.string(), v.check((text) => toNumber(text) !== undefined, 'an IPv4 address')) });
const wholeNumber = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** What of a server can be changed later; as for limits, https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-create-server. */
export const settings = {
  name: nameField,
  certificate: secret,
  client_authentication: v.pipe(
    v.array(method), v.minLength(1), v.check((methods) => new Set(methods.map((each) => each.method)).size === methods.length, 'each method once'),
  ),
  client_ip_pool: v.string(),
  subnets: v.pipe(v.array(byId), v.minLength(1), v.maxLength(2)),
  client_dns_server_ips: v.pipe(v.array(address), v.maxLength(2)),
  client_idle_timeout: wholeNumber(0, 28_800),
  enable_split_tunneling: v.boolean(),
  port: wholeNumber(1, 65_535),
  protocol: v.picklist(['tcp', 'udp']),
};

export function authenticationOf(scope: Scope, wished: v.InferOutput<typeof settings.client_authentication>): Row<'vpnServers'>['authentication'] {
  return wished.map((each) => each.method === 'username'
    ? { method: each.method }
    : { method: each.method, authority: checkedCertificate(scope, each.client_ca.crn, 'client_authentication.client_ca.crn'), crl: each.crl });
}

/** A certificate that no policy opens, one that has expired and one that was never there are told in the same words. */
export function checkedCertificate(scope: Scope, crn: string, field: string): string {
  const target = { type: 'field', name: field, value: crn } as const;
  if (crn.split(':').length !== 10) throw new Refusal(400, 'invalid_crn', 'The certificate has the wrong number of segments in CRN.', target);
  if (!/:secrets-manager:.*:secret:[^:]+$/.test(crn) || !isReadable(scope, crn)) {
    throw new Refusal(404, 'vpn_server_certificate_not_found', 'The certificate could not be found.', target);
  }
  const problem = scope.world.certificates.certificate(crn)?.problem;
  if (problem !== undefined) throw new Refusal(400, 'vpn_server_certificate_invalid', problem, target);
  return crn;
}

/** One subnet, or two of different zones, of one VPC. */
export function chooseSubnets({ region }: Scope, wished: readonly { id: string }[], vpc?: string): Row<'subnets'>[] {
  const target = { type: 'field', name: 'subnets' } as const;
  const subnets = wished.map(({ id }) => named(region.subnets, id, 'subnet', 'subnets.id'));
  const there = vpc ?? subnets[0]?.vpc;
  if (subnets.some((subnet) => subnet.vpc !== there)) throw new Refusal(400, 'subnet_not_in_vpc', 'The subnets of a VPN server must be in one VPC.', target);
  if (new Set(subnets.map(({ zone }) => zone)).size < subnets.length) {
    throw new Refusal(400, 'vpn_server_subnets_in_one_zone', 'The two subnets of a VPN server must be in different zones.', target);
  }
  return subnets;
}

/** Ranges of which a pool may have no part: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning. */
const closed = ['127.0.0.0/8', '161.26.0.0/16', '166.8.0.0/14', '169.254.0.0/16', '224.0.0.0/4'];

export function checkPool({ region }: Scope, vpc: string, cidr: string): string {
  const target = { type: 'field', name: 'client_ip_pool', value: cidr } as const;
  const range = toRange(cidr);
  if (range === undefined) throw new Refusal(400, 'invalid_cidr', `"${cidr}" is not an address range.`, target);
  if (range.size < 2 ** 10 || range.size > 2 ** 23) {
    throw new Refusal(400, 'invalid_value', `The client IP pool ${cidr} must have a prefix of 9 to 22 bits.`, target);
  }
  const overlapping = (other: string): boolean => {
    const taken = toRange(other);
    return taken !== undefined && overlaps(range, taken);
  };
  const forbidden = closed.find(overlapping);
  if (forbidden !== undefined) throw new Refusal(400, 'invalid_value', `The client IP pool ${cidr} overlaps the reserved range ${forbidden}.`, target);
  const prefix = [...region.prefixes.values()].find((each) => each.vpc === vpc && overlapping(each.cidr));
  if (prefix !== undefined) {
    throw new Refusal(400, 'network_conflict', `The client IP pool ${cidr} overlaps the address prefix "${prefix.name}" (${prefix.cidr}).`, target);
  }
  return cidr;
}

/** In split mode all routes are pushed, and one to everywhere would take the client's own. */
export function checkSplit({ region }: Scope, server: string, isSplit: boolean): void {
  if (isSplit && [...region.vpnRoutes.values()].some((route) => route.server === server && route.destination === '0.0.0.0/0')) {
    throw new Refusal(400, 'vpn_server_route_conflict', 'A route to 0.0.0.0/0 cannot be with split tunneling.', {
      type: 'field', name: 'enable_split_tunneling', value: 'true',
    });
  }
}
