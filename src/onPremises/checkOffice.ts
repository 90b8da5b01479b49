import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { canonicalRange, overlaps, parseAddress, parseRange } from '../model/range';
import { visible } from '../model/text';
import { checked } from './checked';
import { domainsOf } from './domains';
import { isIdentity } from './identities';
import type { Office, OfficeDescription } from './office';
import type { EspChoice, IkeChoice } from './proposals';
import { espCiphers, groups, ikeCiphers, integrities, isGcm } from './proposals';
import { isDomain, isKey, isName } from './words';

/** The cloud's limit for a connection's ranges. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas */
const mostRanges = 15;
const mostDomains = 50;

/**
 * The description as files can be made of it: ranges by their first address, everything of a form that no file's grammar can take for something else.
 * Throws a Failure `on-premises.…` that names the first thing which is not.
 */
export function checkOffice(description: OfficeDescription): Office {
  const { name, office, cloud, dns, ike, esp, key } = description;
  demand(isName(name), 'name', t('{0} is no name of a VPN connection.', visible(name, 80)));
  demand(office.address === undefined || isHost(office.address), 'address', t('{0} is no IPv4 address.', visible(office.address ?? '', 80)));
  demand(isIdentity(office.identity), 'identity', t('The office gateway\'s IKE identity {0} is not of its type.', visible(office.identity.value, 80)));
  demandTunnels(description);
  const ranges = { office: demandRanges(office.ranges), cloud: demandRanges(cloud.ranges) };
  demandApart([...ranges.office, ...ranges.cloud]);
  demandDns(dns);
  demandProposals(ike, esp);
  demand(key === undefined || isKey(key.reveal()), 'key',
    t('The pre-shared key is not 6 to 128 of the characters that the cloud takes, or begins with 0x or 0s.'));
  return {
    ...description, office: { ...office, ranges: ranges.office }, cloud: { ...cloud, ranges: ranges.cloud },
    dns: { domains: domainsOf(dns.domains), servers: [...new Set(dns.servers)] }, [checked]: true,
  };
}

function demandTunnels({ mode, cloud: { tunnels } }: OfficeDescription): void {
  const wanted = mode === 'policy' ? 1 : 2;
  demand(tunnels.length === wanted, 'tunnels', mode === 'policy' ? t('A VPN gateway in policy mode has one public address, not {0}.', tunnels.length)
    : t('A VPN gateway in route mode has two public addresses, not {0}.', tunnels.length));
  demand(new Set(tunnels.map(({ address }) => address)).size === wanted, 'tunnels', t('The VPN gateway\'s public addresses are the same.'));
  for (const { address, identity } of tunnels) {
    demand(isHost(address), 'address', t('The VPN gateway has no public address yet: {0}.', visible(address, 80)));
    demand(isIdentity(identity), 'identity', t('The VPN gateway\'s IKE identity {0} is not of its type.', visible(identity.value, 80)));
  }
}

function demandRanges(ranges: readonly string[]): readonly string[] {
  demand(ranges.length > 0 && ranges.length <= mostRanges, 'ranges', t('A connection has 1 to {0} ranges on each side, not {1}.', mostRanges, ranges.length));
  return ranges.map((range) => {
    const canonical = canonicalRange(range);
    if (canonical === undefined || canonical.endsWith('/0')) {
      throw failure('ranges', t('{0} is no range of IPv4 addresses.', visible(range, 80)));
    }
    return canonical;
  });
}

/** A range in another one of its own side is as wrong: tunnels for both would compete. */
function demandApart(ranges: readonly string[]): void {
  ranges.forEach((one, at) => {
    for (const other of ranges.slice(at + 1)) {
      const [first, second] = [parseRange(one), parseRange(other)];
      demand(first === undefined || second === undefined || !overlaps(first, second), 'overlap', t('The ranges {0} and {1} overlap.', one, other));
    }
  });
}

function demandDns({ domains, servers }: OfficeDescription['dns']): void {
  demand(domains.length <= mostDomains, 'domains', t('{0} domains are too many.', domains.length));
  for (const domain of domains) {
    demand(isDomain(domain), 'domains', t('{0} is no domain of an instance.', visible(domain, 80)));
  }
  for (const server of servers) {
    demand(isHost(server), 'servers', t('{0} is no address of a resolver location.', visible(server, 80)));
  }
}

function demandProposals(ike: IkeChoice, esp: EspChoice): void {
  const isIkeKnown = ikeCiphers.includes(ike.cipher) && integrities.includes(ike.integrity) && groups.includes(ike.group);
  const isEspSafe = esp.integrity === undefined ? isGcm(esp.cipher) : integrities.includes(esp.integrity) && !isGcm(esp.cipher);
  const isEspKnown = espCiphers.includes(esp.cipher) && isEspSafe && (esp.group === undefined || groups.includes(esp.group));
  demand(isIkeKnown && isEspKnown, 'proposal', t('These algorithms are not ones that the VPN gateway takes.'));
  demand([1, 2].includes(ike.version), 'proposal', t('IKE has the versions 1 and 2.'));
  for (const [lifetime, least] of [[ike.lifetime, 1800], [esp.lifetime, 300]] as const) {
    demand(Number.isInteger(lifetime) && lifetime >= least && lifetime <= 86_400, 'lifetime',
      t('{0} is no lifetime of {1} to 86400 seconds.', lifetime, least));
  }
}

/** One host's address: neither 0.0.0.0, which a gateway shows before it has one, nor beyond what hosts have. */
function isHost(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && parsed >= 2 ** 24 && parsed < 0xe000_0000;
}

function demand(holds: boolean, code: string, why: string): void {
  if (!holds) {
    throw failure(code, why);
  }
}

function failure(code: string, why: string): Failure {
  return new Failure({
    code: `on-premises.${code}`, what: t('Could not make the files for the office\'s gateway'), why,
    next: t('Correct it in the connection\'s choices, then make the files again.'),
  });
}
