import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authority } from '../../../../src/certificates/identity';
import { Secret } from '../../../../src/model/secret';
import { identitiesOf, keepIdentities, type KeptIdentity, type VpnIdentities } from '../../../../src/setup/vpnIdentities';
import { run } from '../../machine/run';
import type { VpnBench } from './bench';

/** What this machine keeps for the connection. */
export async function kept({ product, connection }: VpnBench): Promise<VpnIdentities & { readonly client: KeptIdentity }> {
  const found = await identitiesOf(product.secrets, connection.id);
  assert.ok(found?.client !== undefined, 'certificates are kept');
  return { ...found, client: found.client };
}

/** Lets the person have another certificate than they were given, until what it resolves to is called. */
export async function withClient({ product: { secrets }, connection: { id } }: VpnBench, client: Partial<KeptIdentity>): Promise<() => Promise<void>> {
  const before = await identitiesOf(secrets, id);
  assert.ok(before?.client !== undefined);
  await keepIdentities(secrets, id, { ...before, client: { ...before.client, ...client } });
  return () => keepIdentities(secrets, id, before);
}

export async function authorityOf(bench: VpnBench): Promise<Authority> {
  const { authority: { certificate, key } } = await kept(bench);
  assert.ok(key !== undefined, 'the authority can sign');
  return { certificate, key };
}

/** What the product would never make: a certificate with this usage alone, or an authority, by openssl. */
export async function signedBy({ certificate, key }: Authority, name: string, extensions: readonly string[]): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-certificate-'));
  try {
    await writeFile(join(folder, 'ca.crt'), certificate);
    await writeFile(join(folder, 'ca.key'), key.reveal(), { mode: 0o600 });
    await writeFile(join(folder, 'extensions'), extensions.join('\n'));
    await run(['sh', '-e'], { input: `cd '${folder}'
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=${name}' -keyout new.key -out new.csr 2>/dev/null
      openssl x509 -req -in new.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile extensions -out new.crt 2>/dev/null` });
    return { certificate: await readFile(join(folder, 'new.crt'), 'utf8'), key: new Secret(await readFile(join(folder, 'new.key'), 'utf8')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives the server another certificate, as a person would by hand: a new secret, and a change of the server. What it resolves to takes it back. */
export async function withServerCertificate(bench: VpnBench, { certificate, key }: Authority, intermediate: string): Promise<() => Promise<void>> {
  const { product: { cloud }, connection, signal } = bench;
  const instance = (await cloud.secretsManagers.list(signal)).find(({ name }) => name === `${connection.id}-secrets`);
  assert.ok(instance !== undefined);
  const held = cloud.secretsManagers.open(instance);
  const { certificateCrn: before } = await bench.server();
  const { id, crn } = await held.importCertificate({ name: 'by-hand', material: { certificate, intermediate, privateKey: key } }, signal);
  await bench.change({ certificateCrn: crn });
  return async () => {
    await bench.change({ certificateCrn: before });
    await held.deleteCertificate(id, signal);
  };
}
