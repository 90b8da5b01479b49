import { array, object } from 'valibot';
import { t } from '../model/l10n';
import type { Reference, VirtualServer } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { referenceDocument, segment, toReference } from './vpcParts';
import type { NewVirtualServer } from './vpcRequests';
import { GroupsByTarget, serverDocument, toVirtualServer } from './vpcServerDocument';
import type { SecurityGroups, VirtualServers } from './vpcService';

const serverPage = object({ instances: array(serverDocument), next: nextLink });
const interfaceDocument = object({ security_groups: array(referenceDocument) });

/** Virtual servers. `groups` tells which security groups guard them. */
export function createVirtualServers(
  api: RegionApi, groups: Pick<SecurityGroups, 'listSecurityGroups'>,
): Pick<VirtualServers, 'listVirtualServers' | 'getVirtualServer' | 'createVirtualServer' | 'deleteVirtualServer'> {
  const one = (id: string) => `/instances/${segment(id)}`;

  async function groupsOf(server: VirtualServer, signal: AbortSignal): Promise<readonly Reference[]> {
    const network = server.primaryInterface;
    if (network === undefined) {
      return [];
    }
    const path = network.kind === 'virtual-network-interface'
      ? `/virtual_network_interfaces/${segment(network.id)}`
      : `${one(server.id)}/network_interfaces/${segment(network.id)}`;
    const { security_groups: found } = await api.read(interfaceDocument, t('network interface of "{0}"', server.name), path, signal);
    return found.map(toReference);
  }

  return {
    async listVirtualServers({ vpcId, securityGroups }, signal, unreadable) {
      const guards = new GroupsByTarget();
      const [servers] = await Promise.all([
        api.list(serverPage, t('virtual servers'), '/instances', { 'vpc.id': vpcId }, (page) =>
          page.instances.map((document) => toVirtualServer(document, (id) => guards.of(id))), signal, unreadable),
        (securityGroups ?? groups.listSecurityGroups({ vpcId }, signal)).then((known) => guards.add(known)),
      ]);
      return servers;
    },
    async getVirtualServer(id, signal) {
      const server = toVirtualServer(await api.read(serverDocument, t('virtual server {0}', id), one(id), signal), () => []);
      const { primaryInterface: network } = server;
      const securityGroups = await groupsOf(server, signal);
      return { ...server, primaryInterface: network === undefined ? undefined : { ...network, securityGroups } };
    },
    async createVirtualServer(request, signal) {
      const document = await api.create(serverDocument, {
        path: '/instances', body: serverBody(request),
        what: t('Could not create the virtual server "{0}"', request.name),
        permission: t('Editor on virtual server and block storage, and Operator on the VPC, the subnet and the security groups'),
      }, signal);
      // No second call that could fail and lose the new server's id: its groups are those that were asked for.
      const asked = request.securityGroupIds.map((id) => ({ id, name: '' }));
      return toVirtualServer(document, () => asked);
    },
    deleteVirtualServer: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the virtual server {0}', id), permission: t('Editor on virtual server'),
    }, signal),
  };
}

function serverBody(request: NewVirtualServer): Readonly<Record<string, unknown>> {
  return {
    name: request.name,
    vpc: { id: request.vpcId },
    zone: { name: request.zone },
    profile: { name: request.profile },
    image: { id: request.imageId },
    keys: request.keyIds.map((id) => ({ id })),
    resource_group: { id: request.resourceGroupId },
    primary_network_attachment: {
      name: 'eth0',
      virtual_network_interface: {
        subnet: { id: request.subnetId },
        security_groups: request.securityGroupIds.map((id) => ({ id })),
        auto_delete: true,
      },
    },
    ...(request.userData === undefined ? {} : { user_data: request.userData }),
  };
}
