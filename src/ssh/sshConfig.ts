import { realpath, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasEntry, quotedPath, withEntry, withoutEntry } from './hostEntry';
import { hasLine, problemOf, withLine, withoutLine } from './configText';
import { Failure } from '../model/failure';
import type { HostEntry } from './hostEntry';
import type { SshAnswer } from './sshCommand';
import { askSsh } from './sshCommand';
import { inTurn } from './inTurn';
import { homedir } from 'node:os';
import { codeOf } from '../base/codes';
import { readIfThere } from '../base/readFile';
import { replaceFile } from '../base/replaceFile';

/** The user's SSH configuration, of which one line is ours, and our own file that the line includes. */
export class SshConfig {
  private readonly userFile: string;
  private readonly ownFile: string;
  private readonly line: string;

  constructor(sshFolder: string) {
    this.userFile = join(sshFolder, 'config');
    this.ownFile = join(sshFolder, 'private-connect', 'config');
    // OpenSSH takes a relative path from ~/.ssh, wherever the file that names it lies.
    const isDefault = resolve(sshFolder) === join(homedir(), '.ssh');
    this.line = `Include ${isDefault ? 'private-connect/config' : latin1(includePath(this.ownFile))}`;
  }

  /** Why the user's file must not be touched; undefined when it may be, or need not be. */
  async problem(signal: AbortSignal): Promise<string | undefined> {
    const text = await this.userText();
    if (text === undefined || text instanceof Failure) {
      return text?.why;
    }
    if (hasLine(text, this.line)) {
      return undefined;
    }
    const own = problemOf(text);
    if (own !== undefined) {
      return own;
    }
    const answer = await askSsh(this.userFile, 'private-connect-check', signal);
    return answer.kind === 'refused' ? answer.why : undefined;
  }

  /** How someone can do by hand what a broken or marked file keeps us from. */
  get manual(): string {
    return `Repair ${this.userFile}, or put this line on its top yourself: ${this.line}`;
  }

  async has(entry: HostEntry): Promise<boolean> {
    const text = await this.userText();
    return typeof text === 'string' && hasLine(text, this.line) && hasEntry(await readIfThere(this.ownFile, 'utf8') ?? '', entry);
  }

  /** Writes the entry, then the line; afterwards OpenSSH, where there is one, must read the entry back. */
  async add(entry: HostEntry, signal: AbortSignal): Promise<void> {
    await inTurn(this.ownFile, () => this.addAlone(entry, signal));
  }

  /** Takes the entry out, and with the last one our file and our line. */
  async remove(alias: string): Promise<void> {
    await inTurn(this.ownFile, () => this.removeAlone(alias));
  }

  private async addAlone(entry: HostEntry, signal: AbortSignal): Promise<void> {
    const before = await this.readable();
    await replace(this.ownFile, withEntry(await readIfThere(this.ownFile, 'utf8') ?? '', entry), 'utf8');
    await this.replaceUser(before ?? '', withLine(before ?? '', this.line));
    const answer = await askSsh(this.userFile, entry.alias, signal);
    const complaint = complaintOf(answer, entry);
    if (complaint !== undefined) {
      await this.removeAlone(entry.alias);
      throw unusable(this.userFile, complaint, this.manual);
    }
  }

  private async removeAlone(alias: string): Promise<void> {
    const rest = withoutEntry(await readIfThere(this.ownFile, 'utf8') ?? '', alias);
    if (rest !== '') {
      await replace(this.ownFile, rest, 'utf8');
      return;
    }
    const text = await this.readable() ?? '';
    await this.replaceUser(text, withoutLine(text, this.line));
    await rm(this.ownFile, { force: true });
  }

  /** A file that held nothing but our line goes with it. */
  private async replaceUser(before: string, after: string): Promise<void> {
    if (after === before) {
      return;
    }
    if (after === '') {
      await rm(this.userFile, { force: true });
      return;
    }
    await replace(this.userFile, after, 'latin1');
  }

  private async readable(): Promise<string | undefined> {
    const text = await this.userText();
    if (text instanceof Failure) {
      throw text;
    }
    return text;
  }

  private async userText(): Promise<string | undefined | Failure> {
    try {
      return await readIfThere(this.userFile, 'latin1');
    } catch (error) {
      return unusable(this.userFile, error instanceof Error ? error.message : String(error), this.manual);
    }
  }
}

/** `Include` takes wildcards, and newer versions of OpenSSH tokens: such a path would be read differently by each. */
function includePath(path: string): string {
  if (/[*?[\]%]/.test(path)) {
    throw unusable(path, 'Its path has a character with a meaning of its own in OpenSSH\'s Include.', 'Choose another folder for SSH files.');
  }
  return quotedPath(path);
}

/** What is wrong with how OpenSSH reads an entry; undefined when it reads it back, or is not there to ask. */
function complaintOf(answer: SshAnswer, { address }: HostEntry): string | undefined {
  switch (answer.kind) {
    case 'refused':
      return answer.why;
    case 'settings':
      return answer.settings.get('hostname') === address ? undefined : 'OpenSSH does not read our entry from it.';
    case 'no-ssh':
      return undefined;
  }
}

function unusable(path: string, why: string, next: string): Failure {
  return new Failure({ code: 'ssh.config-unusable', what: `Could not use ${path}`, why, next });
}

/** Replaces a file with the mode that it had; a link's target is replaced, not the link. */
async function replace(path: string, text: string, encoding: 'latin1' | 'utf8'): Promise<void> {
  const existing = await existingFile(path);
  await replaceFile(existing?.path ?? path, text, existing === undefined ? { encoding } : { encoding, mode: existing.mode });
}

async function existingFile(path: string): Promise<{ readonly path: string; readonly mode: number } | undefined> {
  try {
    const target = await realpath(path);
    return { path: target, mode: (await stat(target)).mode & 0o777 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** A path's UTF-8 bytes, one character each, as the file's text has them. */
function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
