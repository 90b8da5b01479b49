import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloud, createIam, type Cloud } from '../../../src/cloud/cloud';
import { createTransport } from '../../../src/cloud/transport';
import type { SecretsManagerInstance } from '../../../src/model/secretsManager';
import { nullPlane } from '../../../src/sandbox/nullPlane';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { services } from '../../../src/services/list';

const { signal } = new AbortController();

/** The product's clients, signed in to a sandbox's account. */
export interface SandboxCloud {
  readonly cloud: Cloud;
  readonly sandbox: Sandbox;
  stop(): Promise<void>;
}

export async function startSandboxCloud(): Promise<SandboxCloud> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-cloud-'));
  const sandbox = await startSandbox({ folder, pace: 0, dataPlane: nullPlane(), saved: false });
  const transport = createTransport({ sleep: () => Promise.resolve() });
  const { token: { accessToken } } = await createIam(sandbox.endpoints, transport).signInWithApiKey(sandbox.apiKey, signal);
  const cloud = createCloud({ endpoints: sandbox.endpoints, tokens: { token: () => Promise.resolve(accessToken) }, transport, services });
  return {
    cloud, sandbox,
    async stop() {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An instance of Secrets Manager that answers. */
export async function newSecretsManager(cloud: Cloud, accountId: string): Promise<SecretsManagerInstance> {
  const [group] = await cloud.resources.listResourceGroups(accountId, signal);
  const { crn } = await cloud.secretsManagers.create({ name: 'vpn-secrets', region: 'ca-mon', resourceGroupId: group?.id ?? '', plan: 'standard' }, signal);
  await until(async () => cloud.secretsManagers.open(await cloud.secretsManagers.get(crn, signal)).answers(signal));
  return cloud.secretsManagers.get(crn, signal);
}

/** Waits for a state; gives up after a thousand looks. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 1000; look += 1) {
    if (await isSo()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It was never so.');
}
