import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils } from 'ssh2';
import { newSshKeyPair } from '../sshKeyPair';

/** Host keys of virtual servers: the same for a server as long as it exists, also across restarts where a folder is given. */
export class HostKeys {
  readonly #kept = new Map<string, string>();
  readonly #folder: string | undefined;

  constructor(folder?: string) {
    this.#folder = folder;
  }

  /** The server's private ed25519 key in OpenSSH's format, made on first use. */
  async of(serverId: string): Promise<string> {
    const key = this.#kept.get(serverId) ?? await this.#read(serverId) ?? await this.#make(serverId);
    this.#kept.set(serverId, key);
    return key;
  }

  async #read(serverId: string): Promise<string | undefined> {
    const path = this.#path(serverId);
    if (path === undefined) {
      return undefined;
    }
    try {
      const text = await readFile(path, 'utf8');
      return utils.parseKey(text) instanceof Error ? undefined : text;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  async #make(serverId: string): Promise<string> {
    const key = newSshKeyPair('').private;
    const path = this.#path(serverId);
    if (this.#folder !== undefined && path !== undefined) {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      // Written aside and moved, so that a crash leaves no half a key.
      await writeFile(`${path}.new`, key, { mode: 0o600 });
      await rename(`${path}.new`, path);
    }
    return key;
  }

  #path(serverId: string): string | undefined {
    return this.#folder === undefined ? undefined : join(this.#folder, `${encodeURIComponent(serverId)}.key`);
  }
}
