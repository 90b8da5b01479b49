import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readIfThere } from '../../base/readFile';
import { Failure } from '../../model/failure';

/** What the file says of a key that a server shows. */
export type Verdict = 'known' | 'unknown' | 'changed';

/**
 * Our own file of host keys, in OpenSSH's format so that `UserKnownHostsFile` can name it. It is only ever added to: a
 * key that changed is for a person to judge. The user's own known_hosts is never read or written.
 */
export class KnownHosts {
  constructor(readonly path: string) {}

  async verdict(host: string, port: number, key: Buffer): Promise<Verdict> {
    const pinned = await this.#pinned(host, port);
    if (pinned.length === 0) {
      return 'unknown';
    }
    return pinned.some((each) => each.key.equals(key)) ? 'known' : 'changed';
  }

  /** Types of the pinned keys, so that the server is asked for one that can be compared. */
  async types(host: string, port: number): Promise<string[]> {
    return (await this.#pinned(host, port)).map((each) => each.type);
  }

  /** Adds a line for a key seen for the first time. */
  async pin(host: string, port: number, key: Buffer): Promise<void> {
    const line = `${placeOf(host, port)} ${typeOf(key)} ${key.toString('base64')}\n`;
    const text = await this.#read();
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await appendFile(this.path, text === '' || text.endsWith('\n') ? line : `\n${line}`, { mode: 0o600 });
  }

  async #pinned(host: string, port: number): Promise<{ type: string; key: Buffer }[]> {
    const place = placeOf(host, port);
    return (await this.#read()).split('\n').flatMap((line) => {
      const [places = '', type = '', key = ''] = line.trim().split(/\s+/);
      // Lines with a mark (@revoked) or a comment have another first word and match no place.
      return places.split(',').includes(place) && key !== '' ? [{ type, key: Buffer.from(key, 'base64') }] : [];
    });
  }

  async #read(): Promise<string> {
    try {
      return await readIfThere(this.path) ?? '';
    } catch (error) {
      throw new Failure({
        code: 'ssh.known-hosts-unreadable',
        what: `Could not read the host keys in ${this.path}`,
        why: error instanceof Error ? error.message : String(error),
        next: 'Make the file readable for you, then try again.',
        cause: error,
      });
    }
  }
}

/** OpenSSH's form: the bare host for port 22. Throws a `Failure` for what is no host and would break the line. */
export function placeOf(host: string, port: number): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/.test(host)) {
    throw new Failure({
      code: 'ssh.bad-host', what: 'Could not sign in to the server', why: 'Its address is neither a name nor an address.',
      next: 'Give the server\'s name or IP address.',
    });
  }
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** A key starts with its type: a length of four bytes, then letters. Throws `RangeError` for anything shorter. */
function typeOf(key: Buffer): string {
  const type = key.toString('latin1', 4, 4 + key.readUInt32BE(0));
  if (!/^[a-z0-9@.-]{1,100}$/.test(type)) {
    throw new RangeError('the host key has no type');
  }
  return type;
}
