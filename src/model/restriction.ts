import { extentOf, type Known, type PolicyScope } from './policy';

/** A rule of context-based restrictions: from where alone certain resources may be asked. Source: https://cloud.ibm.com/apidocs/context-based-restrictions */
export interface RestrictionRule {
  readonly id: string;
  readonly description: string;
  /** `report` only writes down what would be refused. */
  readonly enforcement: 'enabled' | 'disabled' | 'report';
  /** One of them is enough. In one without zones every network is. */
  readonly contexts: readonly { readonly zoneIds: readonly string[] }[];
  readonly resources: readonly PolicyScope[];
}

/** A set of networks. Of its addresses those of services are kept: "is" for VPC Infrastructure Services. */
export interface NetworkZone {
  readonly id: string;
  readonly name: string;
  readonly services: readonly string[];
}

/** What the account's rules say of one service, with the zones that they name, as far as both may be read. */
export interface Restrictions {
  readonly rules: readonly RestrictionRule[];
  readonly zones: readonly NetworkZone[];
}

/**
 * The rules that keep client VPN servers from reading their certificates in an instance of Secrets Manager: none of their zones has the
 * service `is`. Every rule that applies has to let a request in. Nothing is said of a rule with a zone that was not read. Sources:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-cbr, https://cloud.ibm.com/docs/account?topic=account-context-restrictions-whatis
 */
export function blocksVpnServer(rules: readonly RestrictionRule[], zones: readonly NetworkZone[], secretsManager: Known): readonly RestrictionRule[] {
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const mayPass = (id: string): boolean => byId.get(id)?.services.includes('is') !== false;
  return rules.filter(({ enforcement, contexts, resources }) => enforcement === 'enabled' && extentOf(resources, secretsManager) === 'whole'
    && !contexts.some(({ zoneIds }) => zoneIds.length === 0 || zoneIds.some(mayPass)));
}
