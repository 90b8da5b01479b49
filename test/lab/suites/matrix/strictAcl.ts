import { laptopAddress } from '../../../../src/sandbox/chosenPlane';
import type { NetworkTruth, ServerTruth } from '../../../../src/sandbox/dataPlane';
import type { VpcApi } from './api';

const iaas = '161.26.0.0/16';
const everyPort = { min: 1024, max: 65535 };

/** Puts an ACL before every subnet of the server's VPC that lets through what the path needs, both ways, and nothing else. */
export async function useStrictAcl(api: VpcApi, truth: NetworkTruth, server: ServerTruth): Promise<void> {
  const subnets = truth.subnets.filter(({ vpc }) => vpc.id === server.vpcId);
  const vpcRange = '10.0.0.0/8';
  const acl = await api.call('POST', '/network_acls', {
    name: 'narrow', vpc: { id: server.vpcId },
    rules: [
      rule('ssh-in', 'inbound', 'tcp', laptopAddress, vpcRange, { to: { min: 22, max: 22 } }),
      rule('ssh-answers', 'outbound', 'tcp', vpcRange, laptopAddress, { from: { min: 22, max: 22 } }),
      rule('names-out', 'outbound', 'udp', vpcRange, iaas, { to: { min: 53, max: 53 } }),
      rule('names-answers', 'inbound', 'udp', iaas, vpcRange, { from: { min: 53, max: 53 } }),
      rule('kafka-out', 'outbound', 'tcp', vpcRange, vpcRange, { to: { min: 9093, max: 9093 } }),
      rule('kafka-in', 'inbound', 'tcp', vpcRange, vpcRange, { to: { min: 9093, max: 9093 } }),
      rule('kafka-answers-out', 'outbound', 'tcp', vpcRange, vpcRange, { from: { min: 9093, max: 9093 }, to: everyPort }),
      rule('kafka-answers-in', 'inbound', 'tcp', vpcRange, vpcRange, { from: { min: 9093, max: 9093 }, to: everyPort }),
    ],
  }) as { id: string };
  for (const { id } of subnets) await api.call('PUT', `/subnets/${id}/network_acl`, { id: acl.id });
}

interface Ports {
  readonly min: number;
  readonly max: number;
}

function rule(
  name: string, direction: 'inbound' | 'outbound', protocol: 'tcp' | 'udp', source: string, destination: string, { from, to }: { from?: Ports; to?: Ports },
) {
  return {
    name, direction, protocol, source, destination, action: 'allow',
    ...(from === undefined ? {} : { source_port_min: from.min, source_port_max: from.max }),
    ...(to === undefined ? {} : { destination_port_min: to.min, destination_port_max: to.max }),
  };
}
