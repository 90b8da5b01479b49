import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';

/** Runs a program; what it wrote. */
export type RunProgram = (program: string, words: readonly string[], signal: AbortSignal) => Promise<string>;

const timeout = 10_000;

/**
 * Closes a file to everyone but its owner where the mode does not: on Windows, by its access list. The owner is named by security id:
 * the bare name of a directory's account is unknown to the list, or is a local account's that is called the same.
 */
export async function ownerOnly(path: string, signal: AbortSignal, platform = process.platform, run = runProgram): Promise<void> {
  if (platform === 'win32') {
    await run(systemProgram('icacls.exe'), [path, '/inheritance:r', '/grant:r', `*${await ownSecurityId(path, run, signal)}:F`], signal);
  }
}

async function ownSecurityId(path: string, run: RunProgram, signal: AbortSignal): Promise<string> {
  const told = await run(systemProgram('whoami.exe'), ['/user', '/fo', 'csv', '/nh'], signal);
  const id = /"(S-1(?:-\d+)+)"\s*$/.exec(told)?.[1];
  if (id === undefined) {
    throw new Failure({
      code: 'key.no-owner', what: t('Could not close {0} to others', path),
      why: t('Windows does not tell the security id of the account: a file with a key in it would be open to others.'),
      next: t('Look at what whoami.exe /user says, then try again.'),
    });
  }
  return id;
}

/** Windows' own, whatever else of that name stands on the path: Git brings a whoami that knows no security ids. */
function systemProgram(name: string): string {
  return win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', name);
}

async function runProgram(program: string, words: readonly string[], signal: AbortSignal): Promise<string> {
  return (await promisify(execFile)(program, [...words], { timeout, signal })).stdout;
}
