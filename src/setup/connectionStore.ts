import * as v from 'valibot';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import type { Connection } from '../model/connection';
import { joinPath } from './paths';
import { codeOf } from '../base/codes';
import { replaceFile } from '../base/replaceFile';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));

const choicesSchema = v.object({
  vpc: v.variant('kind', [
    v.object({ kind: v.literal('existing'), id: text, name: text }),
    v.object({ kind: v.literal('new'), name: text }),
  ]),
  zones: v.array(zone),
  server: v.variant('kind', [
    v.object({ kind: v.literal('new'), name: text, zone, profile: text, imageId: text, imageName: text }),
    v.object({ kind: v.literal('existing'), id: text, name: text }),
  ]),
  address: v.variant('kind', [
    v.object({ kind: v.literal('floating-ip') }),
    v.object({ kind: v.literal('address'), address: text }),
  ]),
  loginUser: text,
  sshFrom: v.optional(text),
  openToInternetConfirmed: v.optional(v.literal(true)),
  key: v.object({ kind: v.picklist(['new', 'existing']), path: text }),
  resourceGroupId: text,
  credentialRole: v.picklist(['Manager', 'Writer', 'Reader']),
});

const connectionSchema = v.object({
  id: v.pipe(text, v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  accountId: text,
  instance: v.object({ crn: text, guid: text, name: text, region: text }),
  route: v.literal('vsi'),
  choices: choicesSchema,
  createdAt: text,
});

const ending = '.connection.json';

/** The saved connections: a folder with a file each, replaced whole. */
export class ConnectionStore {
  constructor(private readonly folder: string) {}

  /** All that can be read, oldest first; a damaged file is named and left as it is. */
  async load(): Promise<{ readonly connections: readonly Connection[]; readonly unreadable: readonly string[] }> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(ending));
    const read = await Promise.all(names.map(async (name) => ({ name, connection: await this.read(name) })));
    return {
      connections: read.flatMap(({ connection }) => connection === undefined || connection === 'gone' ? [] : [connection])
        .sort((left, right) => left.createdAt.localeCompare(right.createdAt)),
      unreadable: read.filter(({ connection }) => connection === undefined).map(({ name }) => joinPath(this.folder, name)),
    };
  }

  async save(connection: Connection): Promise<void> {
    const path = this.path(v.parse(connectionSchema, connection).id);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await replaceFile(path, `${JSON.stringify(connection, undefined, 2)}\n`);
  }

  async delete(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  journalPath(id: string): string {
    return joinPath(this.folder, `${id}.journal.jsonl`);
  }

  leasePath(id: string): string {
    return joinPath(this.folder, `${id}.working`);
  }

  private path(id: string): string {
    return joinPath(this.folder, `${id}${ending}`);
  }

  /** `gone`: another window has just forgotten it. */
  private async read(name: string): Promise<Connection | 'gone' | undefined> {
    try {
      const result = v.safeParse(connectionSchema, JSON.parse(await readFile(joinPath(this.folder, name), 'utf8')));
      return result.success ? result.output : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) {
        return undefined;
      }
      if (codeOf(error) === 'ENOENT') {
        return 'gone';
      }
      throw error;
    }
  }
}
