import { randomBytes } from 'node:crypto';
import type { SandboxService } from '../services/service';
import { seededUuid } from '../state/ids';
import type { AccountRow } from '../state/state';

/** When everything in the seed was made: a fixed day, so that lists look the same every time. */
export const seededAt = '2026-08-03T09:12:44Z';

export function seedAccount(): AccountRow {
  const id = 'e4f2c1d09b8a47c6a5d3f0e1b2c49786';
  return {
    id, iamId: 'IBMid-5500SANDBX', email: 'sam@sandbox.example', createdAt: seededAt,
    // As long as a real key and as random: what guards real ones must guard it too.
    apiKey: randomBytes(33).toString('base64url'), apiKeyId: `ApiKey-${seededUuid('api-key')}`, apiKeyName: 'sandbox key',
    groups: [
      { id: seededUuid('group', 'Default').replaceAll('-', ''), name: 'Default', isDefault: true },
      { id: seededUuid('group', 'payments').replaceAll('-', ''), name: 'payments', isDefault: false },
    ],
  };
}

/** What the seed cannot know by itself. */
export interface SeedInput {
  readonly services: readonly SandboxService[];
  /** OpenSSH public key whose private half lies in the sandbox's SSH folder. */
  readonly publicKey: string;
}
