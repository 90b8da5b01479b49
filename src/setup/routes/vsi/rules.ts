import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import { sshRule } from '../../steps/serverRules';
import type { VsiChoices } from './choices';
import { portOf } from './login';

/** Those of ours for who was let in before and is no more, and for ports at which nothing is said to listen any more. */
export function formerRules(choices: Pick<VsiChoices, 'sshFrom' | 'sshFromBefore' | 'sshPort' | 'sshPortsBefore'>): readonly NewSecurityGroupRule[] {
  const { sshFrom, sshFromBefore = [], sshPortsBefore = [] } = choices;
  const port = portOf(choices);
  const ranges = new Set([...sshFromBefore, ...sshFrom === undefined ? [] : [sshFrom]]);
  return [...ranges].flatMap((range) => [...new Set([...sshPortsBefore, port])]
    .filter((each) => range !== sshFrom || each !== port).map((each) => sshRule(range, each)));
}

export function serverToGatewayRules(gatewayGroupId: string, ports: readonly number[]): readonly NewSecurityGroupRule[] {
  return ports.map((port) => ({
    direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: gatewayGroupId },
  }));
}
