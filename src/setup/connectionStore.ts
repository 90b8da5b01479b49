import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../base/codes';
import { readIfThere } from '../base/readFile';
import { replaceFile } from '../base/replaceFile';
import type { Connection } from '../model/connection';
import type { VpnFiles } from '../model/dialledVpn';
import { failureText, type FailureText } from '../model/failure';
import { t } from '../model/l10n';
import { joinPath } from './paths';
import { asText, damaged, fromText, type ReadConnection } from './savedConnection';

const ending = '.connection.json';

/** A file that is not understood; it is left as it is. */
export interface DamagedFile {
  /** Of the connection, as the file is named. */
  readonly id: string;
  readonly path: string;
  readonly problem: FailureText;
  /** Undefined where not even that can be read. */
  readonly accountId: string | undefined;
}

export interface SavedConnections {
  /** Oldest first. */
  readonly connections: readonly Connection[];
  readonly damaged: readonly DamagedFile[];
}

/** The saved connections: a folder with a file each, replaced whole. */
export class ConnectionStore {
  constructor(private readonly folder: string) {}

  async load(): Promise<SavedConnections> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(ending)).sort();
    const read = await Promise.all(names.map((name) => this.read(name)));
    return {
      connections: read.flatMap((each) => each?.kind === 'connection' ? [each.connection] : [])
        .sort((left, right) => left.createdAt.localeCompare(right.createdAt)),
      damaged: read.flatMap((each) => each?.kind === 'damaged' ? [each] : []),
    };
  }

  async save(connection: Connection): Promise<void> {
    const text = asText(connection);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await replaceFile(this.path(connection.id), text);
  }

  async delete(id: string): Promise<void> {
    await this.deleteVpnFiles(id);
    await rm(this.path(id), { force: true });
  }

  /** Neither the connection nor its journal is read from then on; both can be put back by taking the ending off. */
  async setAside(id: string): Promise<void> {
    await this.deleteVpnFiles(id);
    for (const path of [this.journalPath(id), this.path(id)]) {
      await rename(path, `${path}.forgotten`).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') {
          throw error;
        }
      });
    }
  }

  path(id: string): string {
    return joinPath(this.folder, `${id}${ending}`);
  }

  journalPath(id: string): string {
    return joinPath(this.folder, `${id}.journal.jsonl`);
  }

  vpnFiles(id: string): VpnFiles {
    return { profile: joinPath(this.folder, `${id}.ovpn`), log: joinPath(this.folder, `${id}.openvpn.log`) };
  }

  leasePath(id: string): string {
    return joinPath(this.folder, `${id}.working`);
  }

  private async deleteVpnFiles(id: string): Promise<void> {
    const { profile, log } = this.vpnFiles(id);
    await Promise.all([profile, log].map((path) => rm(path, { force: true })));
  }

  /** Undefined: another window has just forgotten it. The folder itself gave the name, whatever it is: others are not to suffer from it. */
  private async read(name: string): Promise<(ReadConnection & { readonly id: string; readonly path: string }) | undefined> {
    const path = join(this.folder, name);
    const id = name.slice(0, -ending.length);
    const read = await readFrom(path);
    return read === undefined ? undefined : { ...underItsName(read, id, path), id, path };
  }
}

async function readFrom(path: string): Promise<ReadConnection | undefined> {
  try {
    const text = await readIfThere(path);
    return text === undefined ? undefined : fromText(text, path);
  } catch (error) {
    const why = t('It cannot be read: {0}.', failureText(error, '').why);
    return damaged('setup.damaged-file', path, why, t('Make it readable, or take it out of its folder.'), undefined);
  }
}

/** A copy under another name would be a second connection with the first one's id, and its journal. */
function underItsName(read: ReadConnection, id: string, path: string): ReadConnection {
  return read.kind === 'damaged' || read.connection.id === id ? read : damaged(
    'setup.damaged-file', path, t('It holds the connection "{0}", after which it is not named.', read.connection.id),
    t('Give the file its name back, or delete it if it is a copy.'), read.connection,
  );
}
