import type { SecretsManagerInstance } from '../../model/secretsManager';
import type { VpnRouteAction } from '../../model/vpnServer';
import type { SignIn } from '../prompts/vpnSignIn';
import type { Named } from './named';

/** A certificate's secret that was chosen. */
export interface NamedCertificate extends Named {
  readonly crn: string;
}

/** Where a VPN server stands. */
export interface VpnPlace {
  readonly zone: string;
  readonly subnet: Named | 'new';
}

/** How the tunnel is. */
export interface VpnTunnel {
  readonly tunnel: 'split' | 'full';
  readonly protocol: 'udp' | 'tcp';
  readonly port: number;
  /** Seconds; 0 is never. */
  readonly idleTimeout: number;
  readonly dnsServers: readonly string[];
}

/** What was answered for a part of a client VPN. */
export interface VpnAnswers {
  readonly plan?: 'standard' | 'trial' | undefined;
  readonly secretsManager?: Pick<SecretsManagerInstance, 'crn' | 'name'> | undefined;
  readonly way?: 'kept' | 'thrown-away' | 'private' | undefined;
  readonly person?: string | undefined;
  readonly isHighlyAvailable?: boolean | undefined;
  readonly places?: readonly VpnPlace[] | undefined;
  readonly certificate?: NamedCertificate | undefined;
  readonly authority?: NamedCertificate | undefined;
  readonly methods?: SignIn | undefined;
  readonly pool?: string | undefined;
  /** As proposed, or asked for one by one. */
  readonly isAsProposed?: boolean | undefined;
  readonly tunnel?: VpnTunnel | undefined;
  readonly destination?: string | undefined;
  readonly action?: VpnRouteAction | undefined;
  readonly subnets?: readonly Named[] | undefined;
}
