import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newAuthority } from '../../src/certificates/authority';
import { issueClient, issueServer } from '../../src/certificates/issue';
import { Missing } from '../workbench/components';
import { median, result, type BenchResult } from './result';

const run = promisify(execFile);
const rounds = 15;
/** Milliseconds that it is to stay below, the library's load with it. */
const limit = 1000;

/** An authority, a server's and a client's certificate with ECDSA keys: made by us, and by openssl. */
export async function certificates(): Promise<BenchResult[]> {
  if (spawnSync('openssl', ['version'], { stdio: 'ignore' }).status !== 0) throw new Missing('openssl is not here');
  const folder = await mkdtemp(join(tmpdir(), 'pc-bench-'));
  try {
    const first = await took(makeOurs);
    const ours: number[] = [];
    const reference: number[] = [];
    // In turns, so that what else the machine does weighs on both.
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await took(makeOurs));
      reference.push(await took(() => makeTheirs(folder)));
    }
    return [
      result('certificates of authority, server and client, ms (reference: openssl)', median(ours), median(reference)),
      result('certificates, the first time, with the library\'s load, ms (reference: the limit)', first, limit),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeOurs(): Promise<void> {
  const authority = await newAuthority({ name: 'orders CA' });
  await issueServer(authority, { name: 'vpn.example' });
  await issueClient(authority, { name: 'me' });
}

async function makeTheirs(folder: string): Promise<void> {
  const own = (section: string, lines: readonly string[]): string => `[${section}]\n${lines.join('\n')}\n`;
  const identifiers = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'];
  await writeFile(join(folder, 'all.conf'), [
    own('req', ['distinguished_name=name']), own('name', []),
    own('ca', ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign', ...identifiers]),
    own('server', ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=serverAuth,clientAuth', 'subjectAltName=DNS:vpn.example', ...identifiers]),
    own('client', ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=clientAuth', ...identifiers]),
  ].join(''));
  const make = (name: string, ...more: readonly string[]): Promise<unknown> => run('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', 'all.conf', '-extensions', name, '-subj', `/CN=${name}`,
    '-days', '825', '-keyout', `${name}.key`, '-out', `${name}.pem`, ...more,
  ], { cwd: folder });
  await make('ca');
  await make('server', '-CA', 'ca.pem', '-CAkey', 'ca.key');
  await make('client', '-CA', 'ca.pem', '-CAkey', 'ca.key');
}

async function took(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
