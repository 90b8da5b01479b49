import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import { sshRule } from '../../steps/serverRules';
import type { VsiChoices } from './choices';

/** Those of ours for who was let in before and is no more. */
export function formerRules({ sshFrom, sshFromBefore = [] }: Pick<VsiChoices, 'sshFrom' | 'sshFromBefore'>): readonly NewSecurityGroupRule[] {
  return sshFromBefore.filter((range) => range !== sshFrom).map(sshRule);
}

export function serverToGatewayRules(gatewayGroupId: string, ports: readonly number[]): readonly NewSecurityGroupRule[] {
  return ports.map((port) => ({
    direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: gatewayGroupId },
  }));
}
