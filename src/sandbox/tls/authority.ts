import { createPrivateKey, createPublicKey, generateKeyPair, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { authorityCertificate, serverCertificate, type Signer } from './certificate';

/** Signs the services' certificates, so that clients verify them as they would the real service's. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** What a TLS server needs to answer under these names. */
  contextFor(names: readonly string[]): SecureContext;
}

const authorityName = 'Private Connect sandbox authority';

/**
 * The authority kept in `folder`, or a new one. It must survive a restart: a client that was given its certificate
 * would otherwise distrust the same sandbox a minute later. Without a folder it lasts as long as the process.
 */
export async function openAuthority(folder: string | undefined): Promise<Authority> {
  const kept = folder === undefined ? undefined : await readKept(folder);
  const material = kept ?? (await make());
  if (folder !== undefined && kept === undefined) {
    await keep(folder, material);
  }
  const authority = signerOf(material.authorityKey);
  // One key for all servers: making an RSA key is the slow part, and they are one process anyway.
  const serverKey = createPublicKey(material.serverKey);
  return {
    certificate: material.certificate,
    contextFor: (names) => createSecureContext({
      key: material.serverKey,
      cert: serverCertificate(authority, serverKey, names, new Date()) + material.certificate,
      minVersion: 'TLSv1.2',
    }),
  };
}

/** All PEM. */
interface Material {
  readonly certificate: string;
  readonly authorityKey: string;
  readonly serverKey: string;
}

const files = { certificate: 'authority.crt', authorityKey: 'authority.key', serverKey: 'server.key' } as const;

async function make(): Promise<Material> {
  const [authorityKey, serverKey] = await Promise.all([newKey(), newKey()]);
  return { certificate: authorityCertificate(signerOf(authorityKey), new Date()), authorityKey, serverKey };
}

async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function signerOf(pem: string): Signer {
  const privateKey: KeyObject = createPrivateKey(pem);
  return { name: authorityName, privateKey, publicKey: createPublicKey(privateKey) };
}

/** What the folder holds, or undefined where it is absent, broken, or about to expire: then a new one is made. */
async function readKept(folder: string): Promise<Material | undefined> {
  try {
    const [certificate, authorityKey, serverKey] = await Promise.all([
      readFile(join(folder, files.certificate), 'utf8'),
      readFile(join(folder, files.authorityKey), 'utf8'),
      readFile(join(folder, files.serverKey), 'utf8'),
    ]);
    const parsed = new X509Certificate(certificate);
    createPrivateKey(serverKey);
    const month = 30 * 24 * 60 * 60 * 1000;
    const usable = parsed.checkPrivateKey(createPrivateKey(authorityKey)) && Date.parse(parsed.validTo) > Date.now() + month;
    return usable ? { certificate, authorityKey, serverKey } : undefined;
  } catch {
    return undefined;
  }
}

async function keep(folder: string, material: Material): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The certificate last: only a folder that has it has everything.
  await write(join(folder, files.authorityKey), material.authorityKey, 0o600);
  await write(join(folder, files.serverKey), material.serverKey, 0o600);
  await write(join(folder, files.certificate), material.certificate, 0o644);
}

async function write(path: string, text: string, mode: number): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, text, { mode });
  await rename(fresh, path);
}
