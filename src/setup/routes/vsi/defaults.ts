import type { Cloud } from '../../../cloud/cloud';
import type { NewServer } from './choices';
import type { EndpointGateway, FloatingIp, Image, VirtualServer, Vpc, Zone } from '../../../model/landscape';
import type { ResourceGroup } from '../../../cloud/resourceService';
import { asFarAsAllowed } from '../../offer/asFarAsAllowed';
import { pricedProfiles, type PricedProfile } from '../../offer/pricedProfiles';
import { fittingImages } from '../../offer/images';

/** What the account offers for a new connection; each list has the proposed one first. */
export interface Offer {
  readonly vpcs: readonly Vpc[];
  /** Running ones of the region, in any VPC. */
  readonly servers: readonly VirtualServer[];
  readonly zones: readonly Zone[];
  /** The small ones, cheapest first. */
  readonly profiles: readonly PricedProfile[];
  /** For amd64: the newest Ubuntu LTS first, then the newest Debian. */
  readonly images: readonly Image[];
  /** The names of operating systems, by the ids of all images that are there. */
  readonly systems: ReadonlyMap<string, string>;
  readonly resourceGroups: readonly ResourceGroup[];
  /** Which VPC has a gateway to an instance already, and which server an address; empty where the account may not see them. */
  readonly gateways: readonly EndpointGateway[];
  readonly floatingIps: readonly FloatingIp[];
}

/** Reads what the prompts need, in one go. */
export async function loadOffer(cloud: Cloud, accountId: string, region: string, signal: AbortSignal): Promise<Offer> {
  const vpc = cloud.vpc(region);
  const [vpcs, servers, zones, profiles, images, resourceGroups, gateways, floatingIps] = await Promise.all([
    vpc.listVpcs(signal),
    vpc.listVirtualServers({}, signal),
    vpc.listZones(signal),
    vpc.listProfiles(signal),
    vpc.listImages(signal),
    cloud.resources.listResourceGroups(accountId, signal),
    asFarAsAllowed(vpc.listEndpointGateways({}, signal)),
    asFarAsAllowed(vpc.listFloatingIps(signal)),
  ]);
  return {
    vpcs: vpcs.filter(({ status }) => status === 'available'),
    servers: servers.filter(({ status }) => status === 'running'),
    zones: zones.filter(({ available }) => available),
    profiles: await pricedProfiles(cloud, vpc, profiles, signal),
    images: fittingImages(images),
    systems: new Map(images.map(({ id, operatingSystem }) => [id, operatingSystem.name])),
    resourceGroups: [...resourceGroups].sort((left, right) => Number(right.isDefault) - Number(left.isDefault)),
    gateways,
    floatingIps,
  };
}

/** A new server as proposed: cheapest fitting profile, newest image, in the zone. Undefined where the region offers none. */
export function proposedServer(offer: Offer, connectionId: string, zone?: string): NewServer | undefined {
  const profile = offer.profiles[0]?.profile.name;
  const image = offer.images[0];
  const place = zone ?? offer.zones[0]?.name;
  if (profile === undefined || image === undefined || place === undefined) {
    return undefined;
  }
  return { kind: 'new', name: `${connectionId}-server`, zone: place, profile, imageId: image.id, imageName: image.name };
}
