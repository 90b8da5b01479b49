import { array, nullish, object, string, type InferOutput } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { FloatingIp, VirtualServer } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { identified, named, resourceFields, segment, toResource } from './vpcParts';
import type { FloatingIps } from './vpcService';

const floatingIpDocument = object({
  ...resourceFields, address: string(), zone: named, status: string(), target: nullish(identified),
});

const floatingIpPage = object({ floating_ips: array(floatingIpDocument), next: nextLink });

const permission = t('Editor on floating IP, and Operator on the virtual server');

export function createFloatingIps(api: RegionApi): FloatingIps {
  const one = (id: string) => `/floating_ips/${segment(id)}`;
  const getFloatingIp = async (id: string, signal: AbortSignal) =>
    toFloatingIp(await api.read(floatingIpDocument, t('floating IP {0}', id), one(id), signal));
  return {
    getFloatingIp,
    listFloatingIps: (signal, unreadable) => api.list(
      floatingIpPage, t('floating IPs'), '/floating_ips', {}, (page) => page.floating_ips.map(toFloatingIp), signal, unreadable,
    ),
    createFloatingIp: async ({ name, zone, resourceGroupId }, signal) => toFloatingIp(await api.create(floatingIpDocument, {
      path: '/floating_ips', body: { name, zone: { name: zone }, resource_group: { id: resourceGroupId } },
      what: t('Could not reserve the floating IP "{0}"', name), permission: t('Editor on floating IP'),
    }, signal)),
    async bindFloatingIp(id, server, signal) {
      const what = t('Could not bind the floating IP to the virtual server "{0}"', server.name);
      // The two kinds of interface answer with different documents; the address itself is read for both.
      await api.put(identified, { path: bindingPath(id, server, what), what, permission }, signal);
      return getFloatingIp(id, signal);
    },
    deleteFloatingIp: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the floating IP {0}', id), permission: t('Editor on floating IP'),
    }, signal),
  };
}

/** An address is bound to the interface, and each kind of interface has a call of its own. */
function bindingPath(id: string, server: VirtualServer, what: string): string {
  const network = server.primaryInterface;
  if (network === undefined) {
    throw new Failure({
      code: 'vpc.no-interface', what, why: t('The virtual server has no network interface yet.'),
      next: t('Wait until it is running, then try again.'),
    });
  }
  return network.kind === 'virtual-network-interface'
    ? `/virtual_network_interfaces/${segment(network.id)}/floating_ips/${segment(id)}`
    : `/instances/${segment(server.id)}/network_interfaces/${segment(network.id)}/floating_ips/${segment(id)}`;
}

function toFloatingIp(document: InferOutput<typeof floatingIpDocument>): FloatingIp {
  const { address, zone, status, target } = document;
  return { ...toResource(document), address, zone: zone.name, status, targetId: target?.id };
}
