import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemNetwork } from '../../diagnose/vantage/local';
import type { Environment } from '../../model/account';
import { machineName } from '../machineName';
import { cloudEndpoints } from './cloudEndpoints';

/** The real cloud, seen from the machine that the extension host runs on. */
export function realEnvironment(): Environment {
  return {
    endpoints: cloudEndpoints,
    network: systemNetwork(),
    authorities: [],
    sshFolder: join(homedir(), '.ssh'),
    machine: machineName({ remoteName: vscode.env.remoteName, hostName: hostname(), wslDistribution: process.env['WSL_DISTRO_NAME'] }),
  };
}
