import type { NewSecurityGroupRule } from '../cloud/vpcRequests';

/**
 * Where IBM's own services are for servers of a VPC: resolvers, package mirrors. Source:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc
 */
export const cloudServices = '161.26.0.0/16';
/** A VPC's resolvers. The same page. */
export const resolver = '161.26.0.7';
export const secondResolver = '161.26.0.8';
export const dnsPort = 53;

/** Lets a server out to the resolvers. */
export const dnsRules = (['udp', 'tcp'] as const).map((protocol): NewSecurityGroupRule => ({
  direction: 'outbound', protocol, portMin: dnsPort, portMax: dnsPort, remote: { kind: 'cidr', cidr: cloudServices },
}));
