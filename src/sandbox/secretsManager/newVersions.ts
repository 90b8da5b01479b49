import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { PrivateCertificateOrder, VersionRow } from '../state/secretsManagers';
import { timestamp } from '../world';
import { checkMaterial, type Material } from './material';
import { issueFor } from './privateCertificates';
import type { Scope } from './scope';

export const materialEntries = { certificate: v.string(), intermediate: v.optional(v.string()), private_key: v.optional(v.string()) };

export function importedVersion(scope: Scope, material: Material, metadata: Record<string, unknown>): VersionRow {
  checkMaterial(material, scope.world.now());
  const { certificate, intermediate, private_key: privateKey } = material;
  return { ...bare(scope, metadata), certificate, intermediate, privateKey };
}

export async function issuedVersion(scope: Scope, order: PrivateCertificateOrder, metadata: Record<string, unknown>): Promise<VersionRow> {
  const { certificate, privateKey, chain } = await issueFor(scope, order);
  return { ...bare(scope, metadata), certificate, privateKey, chain: [...chain] };
}

function bare(scope: Scope, metadata: Record<string, unknown>): Pick<VersionRow, 'id' | 'createdAt' | 'hasData' | 'locks' | 'custom'> {
  return { id: randomUUID(), createdAt: timestamp(scope.world), hasData: true, locks: [], custom: metadata };
}
