import { access, constants, lstat, readlink, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { entryLines, hasEntry, quotedPath, withEntry, withoutEntry } from './hostEntry';
import { hasLine, problemOf, withLine, withoutLine } from './configText';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { HostEntry } from './hostEntry';
import type { SshAnswer } from './sshCommand';
import { askSsh } from './sshCommand';
import { inTurn } from './inTurn';
import { homedir } from 'node:os';
import { codeOf } from '../base/codes';
import { wordsOf } from '../base/words';
import { readIfThere } from '../base/readFile';
import { replaceFile } from '../base/replaceFile';

/** What is left to a person: why the file is left as it is, and what to put there by hand. */
export interface LeftToDo {
  readonly why: string;
  readonly byHand: string;
}

/** The file that `ssh` is to read for our entries to count. */
export function userConfig(sshFolder: string): string {
  return join(sshFolder, 'config');
}

/** Our own file, which a line of the user's includes. */
export function ownConfig(sshFolder: string): string {
  return join(sshFolder, 'private-connect', 'config');
}

/** The user's SSH configuration, of which one line is ours, and our own file that the line includes. */
export class SshConfig {
  private readonly userFile: string;
  private readonly ownFile: string;
  private readonly line: string;

  constructor(sshFolder: string) {
    this.userFile = userConfig(sshFolder);
    this.ownFile = ownConfig(sshFolder);
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
    const own = problemOf(text) ?? await problemOfFile(this.userFile);
    if (own !== undefined) {
      return own;
    }
    const answer = await askSsh(this.userFile, 'private-connect-check', signal);
    return answer.kind === 'refused' ? answer.why : undefined;
  }

  /** What someone does by hand where the file is left as it is. */
  get manual(): string {
    return t('To use the entry, put this line on top of {0} yourself: {1}', this.userFile, this.line);
  }

  /** Our own file has it, whether or not the user's file reads that. */
  async holds(entry: HostEntry): Promise<boolean> {
    return hasEntry(await readIfThere(this.ownFile, 'utf8') ?? '', entry);
  }

  async has(entry: HostEntry): Promise<boolean> {
    const text = await this.userText();
    return await this.holds(entry) && typeof text === 'string' && hasLine(text, this.line);
  }

  /**
   * Writes the entry, then the line; afterwards OpenSSH, where there is one, must read the entry back. A user's file that must not or
   * cannot be written is left as it is, which is told. Rejects with `ssh.*` where our own file cannot be written.
   */
  async add(entry: HostEntry, signal: AbortSignal): Promise<LeftToDo | undefined> {
    try {
      return await inTurn(this.ownFile, () => this.addAlone(entry, signal));
    } catch (error) {
      if (error instanceof Failure || codeOf(error) === undefined) {
        throw error;
      }
      throw unusable(this.ownFile, wordsOf(error), t('To have the entry, put these lines into {0} yourself: {1}', this.userFile, entryLines(entry)));
    }
  }

  /** Takes the entry out, and with the last one our file and our line. A line that has to stay reads nothing any more, which is told. */
  async remove(alias: string): Promise<LeftToDo | undefined> {
    return await inTurn(this.ownFile, () => this.removeAlone(alias));
  }

  private async addAlone(entry: HostEntry, signal: AbortSignal): Promise<LeftToDo | undefined> {
    const problem = await this.problem(signal);
    await replace(this.ownFile, withEntry(await readIfThere(this.ownFile, 'utf8') ?? '', entry), 'utf8');
    if (problem !== undefined) {
      return { why: problem, byHand: this.manual };
    }
    const before = await this.userText();
    if (before instanceof Failure) {
      return { why: before.why, byHand: this.manual };
    }
    return await this.include(before ?? '', entry, signal);
  }

  private async include(before: string, entry: HostEntry, signal: AbortSignal): Promise<LeftToDo | undefined> {
    const after = withLine(before, this.line);
    try {
      await this.replaceUser(before, after);
    } catch (error) {
      return { why: wordsOf(error), byHand: this.manual };
    }
    const complaint = await this.complaint(entry, signal);
    if (complaint === undefined) {
      return undefined;
    }
    await this.replaceUser(after, before);
    return { why: complaint, byHand: this.manual };
  }

  private async complaint(entry: HostEntry, signal: AbortSignal): Promise<string | undefined> {
    for (const host of [entry, ...entry.bastions ?? []]) {
      const complaint = complaintOf(await askSsh(this.userFile, host.alias, signal), host);
      if (complaint !== undefined) {
        return complaint;
      }
    }
    return undefined;
  }

  private async removeAlone(alias: string): Promise<LeftToDo | undefined> {
    const rest = withoutEntry(await readIfThere(this.ownFile, 'utf8') ?? '', alias);
    if (rest !== '') {
      await replace(this.ownFile, rest, 'utf8');
      return undefined;
    }
    const left = await this.exclude();
    await rm(this.ownFile, { force: true });
    return left;
  }

  private async exclude(): Promise<LeftToDo | undefined> {
    const byHand = t('Take this line out of {0}, or leave it, since it reads nothing any more: {1}', this.userFile, this.line);
    const text = await this.userText();
    if (text instanceof Failure) {
      return { why: text.why, byHand };
    }
    if (text === undefined || !hasLine(text, this.line)) {
      return undefined;
    }
    try {
      await this.replaceUser(text, withoutLine(text, this.line));
      return undefined;
    } catch (error) {
      return { why: wordsOf(error), byHand };
    }
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

  private async userText(): Promise<string | undefined | Failure> {
    try {
      return await readIfThere(this.userFile, 'latin1');
    } catch (error) {
      return unusable(this.userFile, wordsOf(error), this.manual);
    }
  }
}

/** Why a file is left alone whatever it says: someone or something else has the say over it. */
async function problemOfFile(path: string): Promise<string | undefined> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) {
      return t('it is a link to {0}, which whoever keeps it there may write anew', await readlink(path));
    }
    if (process.getuid !== undefined && found.uid !== process.getuid()) {
      return t('it belongs to another user');
    }
    if ((found.mode & 0o222) === 0) {
      return t('it is read-only');
    }
    await access(dirname(path), constants.W_OK);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : wordsOf(error);
  }
}

/** `Include` takes wildcards, and newer versions of OpenSSH tokens: such a path would be read differently by each. */
function includePath(path: string): string {
  if (/[*?[\]%]/.test(path)) {
    throw unusable(path, t('Its path has a character with a meaning of its own in OpenSSH\'s Include.'), t('Choose another folder for SSH files.'));
  }
  return quotedPath(path);
}

/** What is wrong with how OpenSSH reads an entry; undefined when it reads it back, or is not there to ask. */
function complaintOf(answer: SshAnswer, { address }: Pick<HostEntry, 'address'>): string | undefined {
  switch (answer.kind) {
    case 'refused':
      return answer.why;
    case 'settings':
      return answer.settings.get('hostname') === address ? undefined : t('OpenSSH does not read our entry from it.');
    case 'no-ssh':
      return undefined;
  }
}

function unusable(path: string, why: string, next: string): Failure {
  return new Failure({ code: 'ssh.config-unusable', what: t('Could not use {0}', path), why, next });
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
