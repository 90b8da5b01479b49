import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

/** For `before` of what openssl makes or judges. */
export function skipWithoutOpenssl(this: Mocha.Context): void {
  if (!hasOpenssl) {
    console.log('      openssl is not here to make and judge certificates');
    this.skip();
  }
}

interface Wanted {
  /** What signs it; itself where it is left out. */
  readonly by?: string;
  /** Arguments of `openssl genpkey`. */
  readonly key?: string;
  /** Another one's key. */
  readonly keyOf?: string;
  readonly subject?: string;
  readonly days?: number;
  readonly digest?: string;
  /** Lines of openssl's configuration. */
  readonly extensions?: readonly string[];
}

export const p256 = '-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve';

const identifiers = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'];
export const authorityExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', ...identifiers];
export const serverExtensions = [
  'basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment', 'extendedKeyUsage=serverAuth', 'subjectAltName=DNS:vpn.example', ...identifiers,
];
export const clientExtensions = ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=clientAuth', ...identifiers];

/** Certificates and keys that the real openssl makes, in a folder of their own. */
export class Openssl {
  #folder: string | undefined;

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
  }

  path(name: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'pc-certificates-'));
    return join(this.#folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  write(name: string, content: string | Buffer): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** `@name` is a file of ours, and a word in quotation marks is one word. */
  run(args: string): string {
    const words = [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word.replace(/^@(.*)/, (_, name: string) => this.path(name)));
    return execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** NAME.pem and NAME.key. */
  make(name: string, { by = name, key = p256, keyOf, subject = `/CN=${name}`, days = 400, digest = 'sha256', extensions = [] }: Wanted): void {
    if (keyOf === undefined) this.run(`genpkey ${key} -out @${name}.key`);
    else this.write(`${name}.key`, this.read(`${keyOf}.key`));
    this.write(`${name}.conf`, `[all]\n${extensions.join('\n')}\n`);
    // Digests that are no more trusted, and kinds of keys that have none of their own, are asked for by name.
    const hash = /ed25519|ed448/i.test(key) ? '' : '-sha256';
    this.run(`req -new ${hash} -key @${name}.key -subj "${subject}" -out @${name}.csr`);
    const signer = by === name ? `-signkey @${name}.key` : `-CA @${by}.pem -CAkey @${by}.key`;
    const serial = `0x4${randomBytes(19).toString('hex').slice(1)}`;
    this.run(`x509 -req -in @${name}.csr ${signer} -set_serial ${serial} -days ${days} ${hash === '' ? '' : `-${digest}`} ${
      extensions.length === 0 ? '' : `-extfile @${name}.conf -extensions all`} -out @${name}.pem`);
  }

  /** What `openssl verify` says against a chain at the security level of today's systems; empty where it verifies. */
  verify(purpose: 'sslserver' | 'sslclient' | 'any', [leaf, ...above]: readonly string[], { at, list }: { at?: Date | undefined; list?: string } = {}): string {
    const authorities = above.filter((pem) => this.#isSelfSigned(pem));
    const others = above.filter((pem) => !authorities.includes(pem));
    const { status, stderr } = spawnSync('openssl', [
      'verify', '-auth_level', '2', '-purpose', purpose, '-no-CApath', '-no-CAstore',
      ...authorities.length === 0 ? ['-no-CAfile'] : ['-CAfile', this.write('trusted.pem', authorities.join(''))],
      ...others.length === 0 ? [] : ['-untrusted', this.write('untrusted.pem', others.join(''))],
      ...at === undefined ? [] : ['-attime', String(Math.floor(at.getTime() / 1000))],
      ...list === undefined ? [] : ['-crl_check', '-CRLfile', this.write('list.pem', list)],
      this.write('leaf.pem', leaf ?? ''),
    ], { encoding: 'utf8' });
    return status === 0 ? '' : stderr.trim() || `ended with ${status ?? '?'}`;
  }

  #isSelfSigned(pem: string): boolean {
    const file = this.write('one.pem', pem);
    return spawnSync('openssl', ['verify', '-no_check_time', '-no-CApath', '-no-CAstore', '-CAfile', file, file]).status === 0;
  }
}
