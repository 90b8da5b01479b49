import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { CustomResolver } from '../../model/dnsServices';
import { inRange } from '../../model/range';
import type { Secret } from '../../model/secret';
import { visible } from '../../model/text';
import { publicAddressesOf, type IkeIdentity as CloudIdentity, type VpnConnection, type VpnGateway } from '../../model/vpnGateway';
import { domainsOf } from '../../onPremises/domains';
import type { CloudTunnel, IkeIdentity, OfficeDescription, OfficeSide } from '../../onPremises/office';
import type { EspChoices, IkeChoices, OfficeChoices } from './choices';

/** What an office's description is made of: what was chosen, and what the cloud says of what was made. */
export interface OfficeFacts {
  /** The connection's name in the cloud. */
  readonly name: string;
  readonly mode: 'policy' | 'route';
  readonly office: OfficeChoices;
  readonly gateway: VpnGateway;
  readonly connection: VpnConnection;
  readonly ike: IkeChoices;
  readonly esp: EspChoices;
  /** Undefined where the office asks none. */
  readonly resolver: CustomResolver | undefined;
  /** CIDRs of endpoint gateway and resolver locations, for route mode: a connection in policy mode has them itself. */
  readonly cloudRanges?: readonly string[];
  /** The instance's private names, wildcards included. */
  readonly domains: readonly string[];
  /** Undefined to leave it out of the files. */
  readonly key: Secret | undefined;
}

/**
 * What `checkOffice` takes. Identities and ranges are those that the connection has in the cloud, since both sides must say the same: one that was
 * there before need not have those that were chosen. Throws a Failure `on-premises.identity` for an identity of a type that is not known here.
 */
export function describeOffice(facts: OfficeFacts): OfficeDescription {
  const { name, mode, connection, cloudRanges = [], ike, esp, domains, key } = facts;
  return {
    name, mode, office: officeOf(facts),
    cloud: { tunnels: tunnelsOf(facts), ranges: mode === 'policy' ? connection.localRanges : cloudRanges },
    ike,
    esp: { cipher: esp.cipher, lifetime: esp.lifetime, group: esp.group, ...esp.integrity === undefined ? {} : { integrity: esp.integrity } },
    dns: { domains: domainsOf(domains), servers: serversOf(facts) },
    key,
  };
}

/** In policy mode those that the tunnel leads to: asked at another one, the office would wait for nobody. */
function serversOf({ mode, resolver, connection: { localRanges } }: OfficeFacts): readonly string[] {
  const all = resolver?.locations.filter(({ enabled }) => enabled).flatMap(({ address }) => address ?? []) ?? [];
  return mode === 'route' ? all : all.filter((address) => localRanges.some((range) => inRange(address, range)));
}

function officeOf({ mode, office: { peer, isBehindNat, ranges }, connection: { peerIdentity, peerRanges } }: OfficeFacts): OfficeSide {
  return {
    ...peer?.kind === 'address' ? { address: peer.address } : {},
    isBehindNat, identity: known(peerIdentity), ranges: mode === 'policy' ? peerRanges : ranges,
  };
}

/** A gateway says that it is its own address where nothing else was chosen; in route mode the cloud lists the identities as it lists the members. */
function tunnelsOf({ gateway, connection: { localIdentities } }: OfficeFacts): readonly CloudTunnel[] {
  return publicAddressesOf(gateway).map((address, at) => {
    const own = localIdentities.find(({ value }) => value === address) ?? localIdentities[at];
    return { address, identity: own === undefined ? { type: 'ipv4_address', value: address } : known(own) };
  });
}

const types: readonly IkeIdentity['type'][] = ['ipv4_address', 'fqdn', 'hostname', 'key_id'];

function known({ type, value }: CloudIdentity): IkeIdentity {
  const same = types.find((each) => each === type);
  if (same === undefined) {
    throw new Failure({
      code: 'on-premises.identity', what: t('Could not make the files for the office\'s gateway'),
      why: t('The VPN connection has an IKE identity of the type {0}, which this version of Private Connect does not know.', visible(type, 80)),
      next: t('Update Private Connect, or give the connection another identity.'),
    });
  }
  return { type: same, value };
}
