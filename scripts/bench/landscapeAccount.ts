/** How many of each a region has: 2,700 in all, in the proportions of a large account. */
export const families = {
  vpcs: 10, subnets: 500, security_groups: 600, network_acls: 100, endpoint_gateways: 150, instances: 1195, floating_ips: 100,
  public_gateways: 30, vpn_servers: 10, vpn_gateways: 5,
} as const;
export type Family = keyof typeof families;

/** The account's documents of one kind in one region, with the fields of the contract that carry the weight. */
export function documents(region: string, family: Family, base: string): readonly object[] {
  return Array.from({ length: families[family] }, (_, number) => {
    const common = {
      ...reference(region, base, family, number), created_at: '2026-03-01T09:30:00Z', status: 'available',
      resource_group: { id: 'group-1', href: `${base}/resource_groups/group-1`, name: 'Default' },
    };
    const vpc = { ...reference(region, base, 'vpcs', number % families.vpcs), resource_type: 'vpc' };
    const zone = { name: `${region}-${(number % 3) + 1}`, href: `${base}/regions/${region}/zones/${region}-1` };
    return { ...common, vpc, zone, ...particulars(region, base, family, number) };
  });
}

function particulars(region: string, base: string, family: Family, number: number): object {
  const ref = (of: Family, at: number) => reference(region, base, of, at % families[of]);
  switch (family) {
    case 'vpcs':
      return { default_security_group: ref('security_groups', number), default_network_acl: ref('network_acls', number), health_state: 'ok', health_reasons: [] };
    case 'subnets':
      return {
        ipv4_cidr_block: `10.${number % 250}.0.0/24`, available_ipv4_address_count: 240, total_ipv4_address_count: 256,
        network_acl: ref('network_acls', number), public_gateway: ref('public_gateways', number), routing_table: ref('vpcs', number),
      };
    case 'security_groups':
      return {
        rules: Array.from({ length: 6 }, (_, at) => rule(region, base, number, at)),
        targets: [0, 1].map((at) => ({ ...interfaceOf(base, number * 2 + at), resource_type: 'virtual_network_interface' })),
      };
    case 'network_acls':
      return { subnets: Array.from({ length: 5 }, (_, at) => ref('subnets', number * 5 + at)), rules: Array.from({ length: 8 }, (_, at) => aclRule(base, at)) };
    case 'endpoint_gateways':
      return {
        target: { crn: `crn:v1:bluemix:public:messagehub:${region}:a/1:${number}::`, resource_type: 'provider_cloud_service' },
        lifecycle_state: 'stable', lifecycle_reasons: [], health_state: 'ok', service_endpoints: [`kafka-${number}.private.example`],
        ips: [1, 2, 3].map((at) => ({ ...address(base, number * 3 + at), resource_type: 'subnet_reserved_ip' })),
        security_groups: [ref('security_groups', number)], dns_resolution_binding_mode: 'primary',
      };
    case 'instances':
      return server(region, base, number);
    case 'floating_ips':
      return { address: `198.51.100.${number % 250}`, target: interfaceOf(base, number) };
    case 'vpn_servers':
      return vpnServer(region, base, number);
    case 'vpn_gateways':
      return { mode: 'policy', subnet: ref('subnets', number), members: [], connections: [], health_state: 'ok', lifecycle_state: 'stable' };
    case 'public_gateways':
      return { floating_ip: ref('floating_ips', number) };
  }
}

function server(region: string, base: string, number: number): object {
  const network = {
    id: `attachment-${number}`, name: 'eth0', href: `${base}/instances/instances-${number}/network_attachments/attachment-${number}`,
    primary_ip: address(base, number), subnet: reference(region, base, 'subnets', number % families.subnets), resource_type: 'instance_network_attachment',
  };
  return {
    status: 'running', status_reasons: [], profile: { name: 'bx2-2x8', href: `${base}/instance/profiles/bx2-2x8` },
    image: { id: 'image-1', name: 'ibm-ubuntu-24-04-minimal-amd64-1', crn: 'crn:image', href: `${base}/images/image-1` },
    primary_network_attachment: { ...network, virtual_network_interface: interfaceOf(base, number) },
    primary_network_interface: network, network_attachments: [network], network_interfaces: [network],
    vcpu: { architecture: 'amd64', count: 2, manufacturer: 'intel' }, memory: 8, bandwidth: 4000, startable: true, health_state: 'ok',
    health_reasons: [], lifecycle_state: 'stable', lifecycle_reasons: [], disks: [], metadata_service: { enabled: false, protocol: 'http' },
    boot_volume_attachment: { id: `volume-${number}`, name: 'boot', volume: { id: `volume-${number}`, name: 'boot', crn: 'crn:volume' } },
    volume_attachments: [{ id: `volume-${number}`, name: 'boot', volume: { id: `volume-${number}`, name: 'boot', crn: 'crn:volume' } }],
  };
}

function vpnServer(region: string, base: string, number: number): object {
  const certificate = { crn: `crn:v1:bluemix:public:secrets-manager:${region}:a/1:2::secret:${number}` };
  return {
    certificate, client_authentication: [{ method: 'certificate', client_ca: certificate }], client_auto_delete: true, client_auto_delete_timeout: 1,
    client_dns_server_ips: [{ address: '161.26.0.7' }, { address: '161.26.0.8' }], client_idle_timeout: 600, client_ip_pool: '172.20.0.0/20',
    enable_split_tunneling: true, health_state: 'ok', health_reasons: [], lifecycle_state: 'stable', lifecycle_reasons: [], port: 443, protocol: 'udp',
    hostname: `0123456789ab.${region}.vpn-server.appdomain.cloud`, resource_type: 'vpn_server',
    private_ips: [{ ...address(base, number), resource_type: 'subnet_reserved_ip' }],
    subnets: [reference(region, base, 'subnets', number)], security_groups: [reference(region, base, 'security_groups', number)],
  };
}

function rule(region: string, base: string, group: number, at: number): object {
  const other = reference(region, base, 'security_groups', (group + at) % families.security_groups);
  return {
    id: `rule-${group}-${at}`, name: `allow-${at}`, href: `${base}/security_groups/${group}/rules/${at}`, direction: at % 2 === 0 ? 'inbound' : 'outbound',
    ip_version: 'ipv4', protocol: 'tcp', port_min: 9093, port_max: 9093, local: { cidr_block: '0.0.0.0/0' },
    remote: at % 3 === 0 ? other : { cidr_block: '10.0.0.0/8' },
  };
}

function aclRule(base: string, at: number): object {
  return {
    id: `acl-rule-${at}`, name: `rule-${at}`, href: `${base}/network_acls/rules/${at}`, action: 'allow', direction: at % 2 === 0 ? 'inbound' : 'outbound',
    ip_version: 'ipv4', protocol: 'tcp', source: '0.0.0.0/0', destination: '0.0.0.0/0', source_port_min: 1, source_port_max: 65535,
    destination_port_min: 9093, destination_port_max: 9093, created_at: '2026-03-01T09:30:00Z',
  };
}

function reference(region: string, base: string, family: Family, number: number) {
  const id = `${family}-${number}-0717-2f6a1c9e-4b1d-4e0e-9f57-5d1c2b3a4f50`;
  return { id, name: `${family.replaceAll('_', '-')}-${number}`, crn: `crn:v1:bluemix:public:is:${region}:a/4f8c::${family}:${id}`, href: `${base}/${family}/${id}` };
}

function interfaceOf(base: string, number: number) {
  const id = `0717-interface-${number}`;
  return { id, name: `vni-${number}`, crn: `crn:v1:bluemix:public:is:vni:${id}`, href: `${base}/virtual_network_interfaces/${id}` };
}

function address(base: string, number: number) {
  return { id: `ip-${number}`, name: `ip-${number}`, address: `10.1.${number % 250}.4`, href: `${base}/subnets/subnet-${number}/reserved_ips/ip-${number}` };
}
