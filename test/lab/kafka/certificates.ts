import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const limitMs = 30_000;
const dayMs = 86_400_000;

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args, { cwd: folder, timeout: limitMs });
}

/** Who signs the brokers' certificates. */
export interface Authority {
  /** Holds `authority.crt`, `key.pem` and the one request that all certificates are made from. */
  readonly folder: string;
  /** Its certificate. */
  readonly pem: string;
  /** The private key of the authority and of all its certificates. */
  readonly key: string;
}

/** What a certificate says. */
export interface CertificateContents {
  readonly names: readonly string[];
  /** Validity in days from now. */
  readonly from?: number;
  readonly until?: number;
}

/** An authority made by OpenSSL in this folder, which is made too. */
export async function makeAuthority(folder: string, name = 'Lab authority'): Promise<Authority> {
  await mkdir(folder, { recursive: true });
  // One key for all: making them is what takes time, and who signs is what is tested. RSA, as the service's cipher suites ask for.
  await openssl(folder, ['genpkey', '-quiet', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'key.pem']);
  await Promise.all([
    openssl(folder, [
      'req', '-x509', '-new', '-key', 'key.pem', '-out', 'authority.crt', '-sha256', '-days', '30',
      '-subj', `/CN=${name}`, '-addext', 'keyUsage=critical,keyCertSign,cRLSign',
    ]),
    openssl(folder, ['req', '-new', '-key', 'key.pem', '-subj', '/CN=Lab broker', '-out', 'request.csr']),
  ]);
  const [pem, key] = await Promise.all(['authority.crt', 'key.pem'].map((file) => readFile(join(folder, file), 'utf8')));
  return { folder, pem: pem ?? '', key: key ?? '' };
}

/** A server's certificate in PEM, without its key. */
export async function makeCertificate(authority: Authority, { names, from = -1, until = 30 }: CertificateContents): Promise<string> {
  // A folder each: `openssl ca`, the only command of OpenSSL 3.0 that takes a certificate's dates, keeps a ledger that only one may write.
  const folder = await mkdtemp(join(authority.folder, 'certificate-'));
  await Promise.all([
    writeFile(join(folder, 'index'), ''),
    writeFile(join(folder, 'settings'), [
      '[ca]', 'default_ca=lab', '[lab]', 'database=index', 'new_certs_dir=.', 'rand_serial=yes', 'policy=any', '[any]', 'commonName=supplied',
      '[server]', 'basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth', `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`, '',
    ].join('\n')),
  ]);
  await openssl(folder, [
    'ca', '-batch', '-notext', '-config', 'settings', '-extensions', 'server', '-md', 'sha256', '-in', '../request.csr',
    '-cert', '../authority.crt', '-keyfile', '../key.pem', '-startdate', date(from), '-enddate', date(until), '-out', 'made.crt',
  ]);
  return readFile(join(folder, 'made.crt'), 'utf8');
}

/** As OpenSSL reads it: YYYYMMDDHHMMSSZ. */
function date(days: number): string {
  return `${new Date(Date.now() + days * dayMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
