// Every address of the lab that the cloud's API does not give. All are documentation, shared or benchmark ranges: none is anybody's.

export { laptopAddress } from '../../../src/sandbox/chosenPlane';

/** The internet's own end of each wire. */
export const internetGateway = '203.0.113.1';
/** Knows public names alone: what a laptop and an office ask. */
export const publicResolver = '192.0.2.53';

/** The on-premises site: its gateway's public address, and two networks behind it; in the second one is a machine for a name server of the site's own. */
export const site = {
  publicAddress: '192.0.2.140', gateway: '192.168.40.1', server: '192.168.40.20', range: '192.168.40.0/24',
  secondGateway: '192.168.41.1', names: '192.168.41.53', secondRange: '192.168.41.0/24',
} as const;
/** Where a device that translates addresses stands before the site: its own address within, and what the site's gateway has then. */
export const beforeSite = { gateway: '10.200.0.1', site: '10.200.0.2' } as const;

/** Everywhere in IBM's own network. Source: IBM-CLOUD B.4, C.4. */
export const iaasRange = '161.26.0.0/16';
export const packageMirror = '161.26.0.6';
export { privateResolvers, publicResolvers } from '../../../src/sandbox/network/fabric';

/** Where the services are, on the provider's side of their endpoint gateways. */
export const serviceRange = '100.127.0.0/16';

/** The provider's own end of each wire. */
export const providerGateway = '100.65.0.1';
/** A VPC's router on the internet and at the provider, by the VPC's number. */
export const vpcOnInternet = (vpc: number) => `100.64.${vpc}.2`;
export const vpcAtProvider = (vpc: number) => `100.65.${vpc}.2`;
/** Where the two private resolvers of a VPC really are: every VPC calls them by the same two addresses. */
export const vpcResolvers = (vpc: number) => [`100.65.${vpc}.7`, `100.65.${vpc}.8`] as const;
/** The provider's side of one address of an endpoint gateway. */
export const gatewayAtProvider = (place: number) => `100.66.${place >> 8}.${place & 255}`;
export const serviceAddress = (service: number) => `100.127.${service >> 8}.${service & 255}`;
