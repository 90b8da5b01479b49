import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import { sshPort } from '../../../model/serverLogin';
import type { VsiChoices } from './choices';
import { portOf } from './login';

const dnsPort = 53;
/** Where a VPC's resolvers are: 161.26.0.7 and .8. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc */
const resolvers = '161.26.0.0/16';

/** What the server's group allows, except the way to the gateway, whose group does not exist yet. */
export function serverRules(sshFrom: string | undefined, port = sshPort): readonly NewSecurityGroupRule[] {
  const dns = (['udp', 'tcp'] as const).map((protocol): NewSecurityGroupRule => ({
    direction: 'outbound', protocol, portMin: dnsPort, portMax: dnsPort, remote: { kind: 'cidr', cidr: resolvers },
  }));
  return sshFrom === undefined ? dns : [sshRule(sshFrom, port), ...dns];
}

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

function sshRule(sshFrom: string, port: number): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: sshFrom } };
}
