import { t } from '../../model/l10n';
import { publicAddressesOf } from '../../model/vpnGateway';
import type { LookContext } from '../context';
import { customResolverKind, customResolverMaker } from '../makers/customResolver';
import { dnsServicesKind } from '../makers/dnsServices';
import { forwardingRuleKind } from '../makers/forwardingRule';
import { orAbsent } from '../makers/found';
import { ikePolicyMaker } from '../makers/ikePolicy';
import { openedInstance, openedResolver, partOfResolver } from '../makers/inDnsServices';
import { ipsecPolicyMaker } from '../makers/ipsecPolicy';
import { vpnConnectionMaker } from '../makers/vpnConnection';
import { vpnConnectionId, vpnConnectionKind } from '../makers/vpnConnectionId';
import { vpnGatewayMaker } from '../makers/vpnGateway';
import { findable, type Findable } from './findable';

const free = { cost: () => Promise.resolve({ kind: 'none' } as const) };

/** What joins an office, in the order in which it is made. All but the gateway has no CRN of its own, or none of the VPC's. */
export const siteVpnFindables: readonly Findable[] = [
  { kind: dnsServicesKind, title: t('DNS Services instance'), resourceType: '', read: async (context, crn) => await openedInstance(context, crn) && free },
  { kind: customResolverKind, title: t('Custom resolver'), resourceType: '', read: readResolver },
  { kind: forwardingRuleKind, title: t('Forwarding rule'), resourceType: '', read: readRule },
  findable(vpnGatewayMaker, t('VPN gateway'), 'vpn', async ({ vpc, signal }) =>
    (await vpc.listVpnGateways({}, signal)).map((gateway) => ({ ...gateway, address: publicAddressesOf(gateway).join(', ') })),
  async (context) => await vpnGatewayMaker.price?.(context, undefined) ?? { kind: 'none' }),
  findable(ikePolicyMaker, t('IKE policy'), '', ({ vpc, signal }) => vpc.listIkePolicies(signal)),
  findable(ipsecPolicyMaker, t('IPsec policy'), '', ({ vpc, signal }) => vpc.listIpsecPolicies(signal)),
  { kind: vpnConnectionKind, title: t('VPN connection'), resourceType: '', read: readConnection },
];

async function readResolver(context: LookContext, journalId: string): ReturnType<Findable['read']> {
  const opened = await openedResolver(context, journalId);
  if (opened === undefined) {
    return undefined;
  }
  const { locations } = opened.resolver;
  const addresses = locations.flatMap(({ address }) => address ?? []).join(', ');
  return {
    ...(addresses === '' ? {} : { address: addresses }),
    cost: async () => await customResolverMaker.price?.(context, { locations: locations.length }) ?? { kind: 'none' },
  };
}

async function readRule(context: LookContext, journalId: string): ReturnType<Findable['read']> {
  const { resolver, id } = partOfResolver(journalId);
  const opened = await openedResolver(context, resolver);
  return await (opened === undefined ? undefined : orAbsent(opened.api.getRule(opened.resolver.id, id, context.signal))) && free;
}

/** By its gateway, which names it: its own document holds the key. */
async function readConnection(context: LookContext, journalId: string): ReturnType<Findable['read']> {
  const gateways = await context.vpc.listVpnGateways({}, context.signal);
  const isThere = gateways.some(({ id, connections }) => connections.some((connection) => vpnConnectionId(id, connection.id) === journalId));
  return isThere ? { cost: async () => await vpnConnectionMaker.price?.(context, undefined) ?? { kind: 'none' } } : undefined;
}
