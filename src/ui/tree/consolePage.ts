import { parseCrn } from '../../model/crn';

/**
 * The console's list of each kind of thing, by the type in its CRN. No page of a single one is published; these stand in IBM's
 * own provider as `resource_controller_url` (github.com/IBM-Cloud/terraform-provider-ibm), that of gateways in
 * cloud.ibm.com/docs/solution-tutorials, that of VPN gateways in cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-ending-connections.
 */
const lists: ReadonlyMap<string, string> = new Map([
  ['vpc', 'network/vpcs'],
  ['instance', 'compute/vs'],
  ['subnet', 'network/subnets'],
  ['security-group', 'network/securityGroups'],
  ['endpoint-gateway', 'network/endpointGateways'],
  ['vpn', 'network/vpngateways'],
]);

/** Where the console shows a thing of a VPC; undefined where that is not known. */
export function consolePage(crn: string): string | undefined {
  const list = lists.get(parseCrn(crn)?.resourceType ?? '');
  return list === undefined ? undefined : `https://cloud.ibm.com/vpc-ext/${list}`;
}
