import type { JsonWebKey } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceIdentity, ServiceKey } from '../../../src/sandbox/dataPlane';

/** Who is let in. */
export interface Admission {
  readonly keys: readonly ServiceKey[];
  readonly identities: readonly ServiceIdentity[];
  /** Tokens must be signed with one of these. */
  readonly tokenKeys: readonly JsonWebKey[];
}

export const nobody: Admission = { keys: [], identities: [], tokenKeys: [] };

export const tokenKeysFile = 'token-keys.json';

/** Makes it true from the next sign-in on: Cluster and Kafka read these files anew. */
export async function writeAdmission(folder: string, { keys, identities, tokenKeys }: Admission): Promise<void> {
  await Promise.all([
    replace(folder, 'keys', keys.map(({ role, apiKey }) => `${role} ${apiKey}\n`).join('')),
    replace(folder, 'identities', identities.map(({ role, iamId }) => `${role} ${iamId}\n`).join('')),
    replace(folder, tokenKeysFile, JSON.stringify({ keys: tokenKeys })),
  ]);
}

/** At once: a sign-in at this moment reads the old file or the new one, and never half of it. */
async function replace(folder: string, name: string, text: string): Promise<void> {
  const next = join(folder, `${name}.next`);
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, join(folder, name));
}
