import { array, number, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { IkePolicy, IpsecPolicy } from '../model/vpnGateway';
import { nextLink, type RegionApi } from './regionApi';
import { referenceDocument, segment, toReference } from './vpcParts';
import type { VpnPolicies } from './vpcVpnGatewayService';

const policyFields = {
  id: string(),
  name: string(),
  key_lifetime: number(),
  connections: array(referenceDocument),
  authentication_algorithm: optional(string()),
  authentication_algorithms: optional(array(string())),
  encryption_algorithm: optional(string()),
  encryption_algorithms: optional(array(string())),
};
const ikeDocument = object({ ...policyFields, ike_version: number(), dh_group: optional(number()), dh_groups: optional(array(number())) });
const ipsecDocument = object({ ...policyFields, pfs: optional(string()), pfs_groups: optional(array(string())) });
const ikePage = object({ ike_policies: array(ikeDocument), next: nextLink });
const ipsecPage = object({ ipsec_policies: array(ipsecDocument), next: nextLink });

/** IKE and IPsec policies. */
export function createVpnPolicies(api: RegionApi): VpnPolicies {
  const ike = (id: string) => `/ike_policies/${segment(id)}`;
  const ipsec = (id: string) => `/ipsec_policies/${segment(id)}`;
  const permission = t('Editor on VPN gateway (is.vpn)');
  return {
    listIkePolicies: (signal) => api.list(ikePage, t('IKE policies'), '/ike_policies', {}, (page) => page.ike_policies.map(toIkePolicy), signal),
    getIkePolicy: async (id, signal) => toIkePolicy(await api.read(ikeDocument, t('IKE policy {0}', id), ike(id), signal)),
    createIkePolicy: async ({ name, version, authentication, encryption, dhGroup, keyLifetime, resourceGroupId }, signal) =>
      toIkePolicy(await api.create(ikeDocument, {
        path: '/ike_policies', what: t('Could not create the IKE policy "{0}"', name), permission,
        body: {
          name, ike_version: version, authentication_algorithm: authentication, encryption_algorithm: encryption, dh_group: dhGroup,
          key_lifetime: keyLifetime, resource_group: { id: resourceGroupId },
        },
      }, signal)),
    deleteIkePolicy: (id, signal) => api.remove({ path: ike(id), what: t('Could not delete the IKE policy {0}', id), permission }, signal),
    listIpsecPolicies: (signal) =>
      api.list(ipsecPage, t('IPsec policies'), '/ipsec_policies', {}, (page) => page.ipsec_policies.map(toIpsecPolicy), signal),
    getIpsecPolicy: async (id, signal) => toIpsecPolicy(await api.read(ipsecDocument, t('IPsec policy {0}', id), ipsec(id), signal)),
    createIpsecPolicy: async ({ name, authentication, encryption, pfs, keyLifetime, resourceGroupId }, signal) =>
      toIpsecPolicy(await api.create(ipsecDocument, {
        path: '/ipsec_policies', what: t('Could not create the IPsec policy "{0}"', name), permission,
        body: {
          name, authentication_algorithm: authentication, encryption_algorithm: encryption, pfs, key_lifetime: keyLifetime,
          resource_group: { id: resourceGroupId },
        },
      }, signal)),
    deleteIpsecPolicy: (id, signal) => api.remove({ path: ipsec(id), what: t('Could not delete the IPsec policy {0}', id), permission }, signal),
  };
}

function toIkePolicy(document: InferOutput<typeof ikeDocument>): IkePolicy {
  return {
    ...toCommon(document), version: document.ike_version, dhGroups: named(document.dh_groups, document.dh_group, 65_535),
  };
}

function toIpsecPolicy(document: InferOutput<typeof ipsecDocument>): IpsecPolicy {
  return { ...toCommon(document), pfs: named(document.pfs_groups, document.pfs, 'multiple') };
}

function toCommon(document: Omit<InferOutput<typeof ikeDocument>, 'ike_version'>) {
  return {
    id: document.id, name: document.name, keyLifetime: document.key_lifetime, connections: document.connections.map(toReference),
    authentication: named(document.authentication_algorithms, document.authentication_algorithm, 'multiple'),
    encryption: named(document.encryption_algorithms, document.encryption_algorithm, 'multiple'),
  };
}

/**
 * Lists came in June 2026, whatever version is asked for, beside the fields with one value, which then say only that there are `several`:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-api-change-log.
 */
function named<T>(list: readonly T[] | undefined, single: T | undefined, several: T): readonly T[] {
  if (list !== undefined && list.length > 0) {
    return list;
  }
  return single === undefined || single === several ? [] : [single];
}
