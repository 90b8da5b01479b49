import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Endpoints, Environment } from '../../model/account';
import { systemNetwork } from '../../diagnose/vantage/local';
import { machineName } from '../machineName';

// Known without asking, so that a chosen region costs no request to another one; the API names those that are newer.
const regions = [
  'us-south', 'us-east', 'au-syd', 'br-sao', 'ca-mon', 'ca-tor', 'eu-de', 'eu-es', 'eu-gb', 'in-che', 'in-mum', 'jp-osa', 'jp-tok',
];

/** IBM Cloud's public addresses. Source: IBM-CLOUD L. */
const endpoints: Endpoints = {
  iam: 'https://iam.cloud.ibm.com',
  resourceController: 'https://resource-controller.cloud.ibm.com',
  resourceManager: 'https://resource-controller.cloud.ibm.com',
  globalCatalog: 'https://globalcatalog.cloud.ibm.com',
  globalSearch: 'https://api.global-search-tagging.cloud.ibm.com',
  globalTagging: 'https://tags.global-search-tagging.cloud.ibm.com',
  passcodePage: 'https://identity-1.us-south.iam.cloud.ibm.com/identity/passcode',
  addressLookup: 'https://api.ipify.org',
  vpc: Object.fromEntries(regions.map((region) => [region, `https://${region}.iaas.cloud.ibm.com/v1`])),
};

/** The real cloud, seen from the machine that the extension host runs on. */
export function realEnvironment(): Environment {
  return { endpoints, network: systemNetwork(), authorities: [], sshFolder: join(homedir(), '.ssh'), machine: thisMachine() };
}

/** The name of the machine that the extension host runs on. */
export function thisMachine(): string {
  return machineName({ remoteName: vscode.env.remoteName, hostName: hostname(), wslDistribution: process.env['WSL_DISTRO_NAME'] });
}
