import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HostPort } from '../../../src/model/instance';

const openssl = async (folder: string, args: readonly string[]): Promise<void> => {
  await promisify(execFile)('openssl', args, { cwd: folder });
};

/** Who signs the brokers' certificates. */
export interface Authority {
  /** Holds `key.pem` and `authority.crt`. */
  readonly folder: string;
  readonly pem: string;
}

/** An authority made by OpenSSL in a folder of its own, which the caller removes. */
export async function makeAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-authority-'));
  // One key for all: making them is what takes time, and who signs is what is tested. RSA, as the service's cipher suites ask for.
  await openssl(folder, ['genpkey', '-quiet', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'key.pem']);
  await openssl(folder, [
    'req', '-x509', '-new', '-key', 'key.pem', '-out', 'authority.crt', '-sha256', '-days', '30',
    '-subj', '/CN=Lab authority', '-addext', 'keyUsage=critical,keyCertSign,cRLSign',
  ]);
  return { folder, pem: await readFile(join(folder, 'authority.crt'), 'utf8') };
}

/** A certificate for each broker, as a keystore in PEM: `broker-N.pem` in the folder. */
export async function makeCertificates(authority: Authority, folder: string, brokers: readonly HostPort[]): Promise<void> {
  const key = join(authority.folder, 'key.pem');
  await Promise.all(brokers.map(async ({ host }, number) => {
    const name = `broker-${number}`;
    await writeFile(join(folder, `${name}.cnf`), `basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:${host}\n`);
    await openssl(folder, ['req', '-new', '-key', key, '-subj', '/CN=Lab broker', '-out', `${name}.csr`]);
    await openssl(folder, [
      'x509', '-req', '-in', `${name}.csr`, '-CA', join(authority.folder, 'authority.crt'), '-CAkey', key,
      '-set_serial', String(number + 2), '-days', '30', '-sha256', '-extfile', `${name}.cnf`, '-out', `${name}.crt`,
    ]);
    const parts = await Promise.all([readFile(key, 'utf8'), readFile(join(folder, `${name}.crt`), 'utf8')]);
    await writeFile(join(folder, `${name}.pem`), parts.join(''), { mode: 0o600 });
  }));
}
