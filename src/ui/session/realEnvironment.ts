import { homedir, hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemNetwork } from '../../diagnose/vantage/local';
import type { Environment } from '../../model/account';
import { agentSocket } from '../../ssh/agentSocket';
import { isBesideKeyboard } from '../besideKeyboard';
import { machineName } from '../machineName';
import { cloudEndpoints } from './cloudEndpoints';
import { httpProxy } from './httpProxy';
import { isBehindCarrier, onlyIpv6 } from './onlyIpv6';

/** The real cloud, seen from the machine that the extension host runs on. */
export function realEnvironment(): Environment {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: httpProxy({ proxy: http.get('proxy'), proxySupport: http.get('proxySupport') }, process.env),
    endpoints: cloudEndpoints,
    network: systemNetwork(),
    authorities: [],
    sshFolder: join(homedir(), '.ssh'),
    sshAgent: agentSocket(process.env),
    onlyIpv6: () => onlyIpv6(networkInterfaces()),
    sharesAddress: () => isBehindCarrier(networkInterfaces()),
    machine: machineName({
      remoteName: vscode.env.remoteName, isOfKeyboard: isBesideKeyboard(), hostName: hostname(), wslDistribution: process.env['WSL_DISTRO_NAME'],
    }),
  };
}
