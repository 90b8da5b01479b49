import { join } from 'node:path';
import { readIfThere } from '../base/readFile';
import { replaceFile } from '../base/replaceFile';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { inTurn } from './inTurn';

/** What the file says of a key that a server shows. */
export type Verdict = 'known' | 'unknown' | 'changed';

/** Our own list of host keys: the user's is neither read nor written. */
export function knownHostsPath(sshFolder: string): string {
  return join(sshFolder, 'private-connect', 'known_hosts');
}

/**
 * Our own file of host keys, in OpenSSH's format so that `UserKnownHostsFile` can name it. A key that changed is for a person
 * to judge: while its server lives, nothing is taken out.
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
    const line = `${placeOf(host, port)} ${typeOf(key)} ${key.toString('base64')}`;
    // Two windows may both have met it for the first time.
    await this.#change((text) => text.split('\n').includes(line) ? text : `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${line}\n`);
  }

  /**
   * Takes a host's keys out, of all its ports, when the server behind it is deleted: the next server with that address is
   * another one, and its key must not look like a changed one.
   */
  async forget(host: string): Promise<void> {
    const gone = host.toLowerCase();
    await this.#change((text) => text.split(/(?<=\n)/).filter((line) => !placesIn(line).some((place) => hostOf(place) === gone)).join(''));
  }

  async #change(change: (text: string) => string): Promise<void> {
    await inTurn(this.path, async () => {
      const before = await this.#read();
      const after = change(before);
      if (after !== before) {
        await replaceFile(this.path, after, { encoding: 'latin1' });
      }
    });
  }

  async #pinned(host: string, port: number): Promise<{ type: string; key: Buffer }[]> {
    const place = placeOf(host, port);
    return (await this.#read()).split('\n').flatMap((line) => {
      const [, type = '', key = ''] = line.trim().split(/\s+/);
      // Lines with a mark (@revoked) or a comment have another first word and match no place.
      return placesIn(line).includes(place) && key !== '' ? [{ type, key: Buffer.from(key, 'base64') }] : [];
    });
  }

  /** As bytes, one character each: what is not ours stays as it is. */
  async #read(): Promise<string> {
    try {
      return await readIfThere(this.path, 'latin1') ?? '';
    } catch (error) {
      throw new Failure({
        code: 'ssh.known-hosts-unreadable',
        what: t('Could not read the host keys in {0}', this.path),
        why: error instanceof Error ? error.message : String(error),
        next: t('Make the file readable for you, then try again.'),
        cause: error,
      });
    }
  }
}

/** For one who has deleted a server; see `KnownHosts.forget`. */
export async function forgetHostKeys(path: string, host: string): Promise<void> {
  await new KnownHosts(path).forget(host);
}

/** OpenSSH's form: the bare host for port 22. Throws a `Failure` for what is no host and would break the line. */
export function placeOf(host: string, port: number): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/.test(host)) {
    throw new Failure({
      code: 'ssh.bad-host', what: t('Could not sign in to the server'), why: t('Its address is neither a name nor an address.'),
      next: t('Give the server\'s name or IP address.'),
    });
  }
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

function placesIn(line: string): readonly string[] {
  return (line.trim().split(/\s+/)[0] ?? '').toLowerCase().split(',');
}

function hostOf(place: string): string {
  return /^\[(.*)\]:\d+$/.exec(place)?.[1] ?? place;
}

/** A key starts with its type: a length of four bytes, then letters. Throws `RangeError` for anything shorter. */
function typeOf(key: Buffer): string {
  const type = key.toString('latin1', 4, 4 + key.readUInt32BE(0));
  if (!/^[a-z0-9@.-]{1,100}$/.test(type)) {
    throw new RangeError('the host key has no type');
  }
  return type;
}
