import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** OpenSSL's own program in a folder of its own: another hand than the sandbox's. */
export class OpenSsl {
  readonly #folder = mkdtempSync(join(tmpdir(), 'openssl-'));

  /** Runs it; gives what it says, and throws that where it fails. */
  run(...args: readonly string[]): string {
    const { status, text } = this.try(...args);
    if (status !== 0) throw new Error(text);
    return text;
  }

  try(...args: readonly string[]): { readonly status: number | null; readonly text: string } {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: this.#folder, encoding: 'utf8' });
    return { status, text: `${stdout}${stderr}` };
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.#folder, name), text, { mode: 0o600 });
    return name;
  }

  read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  /** An authority that signs itself; `<name>.crt` and `<name>.key`. */
  authority(name: string): void {
    this.run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`, '-days', '30',
      '-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
  }

  /** A certificate that an authority signed; `<name>.crt` and `<name>.key`. */
  signed(name: string, authority: string, extensions: readonly string[] = ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth']): void {
    this.run('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    this.sign(name, authority, extensions);
  }

  /** Signs `<name>.csr`. */
  sign(name: string, authority: string, extensions: readonly string[]): void {
    this.write(`${name}.ext`, extensions.join('\n'));
    this.run('x509', '-req', '-in', `${name}.csr`, '-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial', '-days', '20', '-out', `${name}.crt`,
      '-extfile', `${name}.ext`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
