import type { Row } from '../state/records';
import { imageReference } from './images';
import { primaryIp } from './interfaceViews';
import { merged } from './merge';
import { profileReference, profiles } from './profiles';
import { crnOf, existing, groupReference, reference, subnetReference, vpcReference, zoneReference, type Scope } from './scope';

const lifecycles: Readonly<Record<Row<'servers'>['status'], string>> = {
  pending: 'pending', starting: 'stable', running: 'stable', stopping: 'stable', stopped: 'stable', restarting: 'stable',
  deleting: 'deleting', failed: 'failed',
};

export function renderInstance(scope: Scope, server: Row<'servers'>): unknown {
  const profile = profiles.find(({ name }) => name === server.profile) ?? { vcpu: 2, memory: 8, architecture: 'amd64' };
  const volume = bootVolume(scope, server);
  return merged({
    ...reference(scope, 'servers', server), resource_type: 'instance', created_at: server.createdAt,
    status: server.status,
    status_reasons: server.statusReason === undefined
      ? []
      : [{ ...server.statusReason, more_info: 'https://cloud.ibm.com/docs/vpc?topic=vpc-instance-status-messages' }],
    lifecycle_state: lifecycles[server.status], lifecycle_reasons: [], health_state: server.status === 'running' ? 'ok' : 'inapplicable', health_reasons: [],
    vpc: vpcReference(scope, server.vpc), zone: zoneReference(scope, server.zone), resource_group: groupReference(scope, server.group),
    profile: profileReference(scope, server.profile), image: imageReference(scope, server.image),
    vcpu: {
      architecture: profile.architecture, count: profile.vcpu, manufacturer: profile.architecture === 'amd64' ? 'intel' : 'ibm',
      percentage: 100, burst: { limit: 100 },
    },
    memory: profile.memory, bandwidth: profile.vcpu * 2000, total_network_bandwidth: profile.vcpu * 1500, total_volume_bandwidth: profile.vcpu * 500,
    volume_bandwidth_qos_mode: 'weighted', boot_volume_attachment: volume, volume_attachments: [volume],
    ...networkOf(scope, server), cluster_network_attachments: [],
    availability: { class: 'standard' }, availability_policy: { host_failure: 'restart', preemption: 'stop' }, confidential_compute_mode: 'disabled',
    enable_secure_boot: false, disks: [], metadata_service: { enabled: false, protocol: 'http', response_hop_limit: 1 },
    reservation_affinity: { policy: 'automatic', pool: [] }, startable: true, numa_count: 1,
  }, server.settings ?? {});
}

/** The same interface under both APIs: an attachment with a virtual network interface, and the older network interface. */
function networkOf(scope: Scope, server: Row<'servers'>): object {
  const attachment = attachmentReference(scope, server);
  const network = existing(scope.region.interfaces, server.interface, 'network interface');
  const older = {
    id: server.attachment.id, name: server.attachment.name, href: `${scope.base}/instances/${server.id}/network_interfaces/${server.attachment.id}`,
    primary_ip: primaryIp(scope, network), resource_type: 'network_interface', subnet: subnetReference(scope, network.subnet),
  };
  return { primary_network_attachment: attachment, network_attachments: [attachment], primary_network_interface: older, network_interfaces: [older] };
}

export function attachmentReference(scope: Scope, server: Row<'servers'>) {
  const network = existing(scope.region.interfaces, server.interface, 'network interface');
  return {
    id: server.attachment.id, name: server.attachment.name, href: `${scope.base}/instances/${server.id}/network_attachments/${server.attachment.id}`,
    primary_ip: primaryIp(scope, network), resource_type: 'instance_network_attachment', subnet: subnetReference(scope, network.subnet),
    virtual_network_interface: { ...reference(scope, 'interfaces', network), resource_type: 'virtual_network_interface' },
  };
}

function bootVolume(scope: Scope, server: Row<'servers'>): unknown {
  const { id, name, attachment } = server.bootVolume;
  return {
    id: attachment, name: `${server.name}-boot`, href: `${scope.base}/instances/${server.id}/volume_attachments/${attachment}`,
    device: { id: `${attachment.slice(-8)}-boot` },
    volume: { id, name, crn: crnOf(scope, 'volume', { id, zone: server.zone }), href: `${scope.base}/volumes/${id}`, resource_type: 'volume' },
  };
}
