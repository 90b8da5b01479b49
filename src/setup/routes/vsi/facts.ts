import type { FloatingIp, SecurityGroup, SshKey, VirtualServer } from '../../../model/landscape';
import { Fact } from '../../facts';

/** What the server may reach, and who may reach it. */
export const serverGroupFact = new Fact<SecurityGroup>('The server’s group');

/** What may reach the endpoint gateway. */
export const gatewayGroupFact = new Fact<SecurityGroup>('The gateway’s group');

export const sshKeyFact = new Fact<SshKey>('The SSH key');

export const serverFact = new Fact<VirtualServer>('The server');

export const floatingIpFact = new Fact<FloatingIp>('The floating IP');
