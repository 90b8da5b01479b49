import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuthority } from '../../../../src/sandbox/tls/authority';

let made: Promise<string> | undefined;

/** A folder with an authority that all suites share: making RSA keys is what takes time. */
export function sharedAuthority(): Promise<string> {
  made ??= make();
  return made;
}

/** A folder of one's own with a copy of it. */
export async function copyOfAuthority(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-authority-'));
  await cp(await sharedAuthority(), folder, { recursive: true });
  return folder;
}

async function make(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-authority-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await openAuthority(folder);
  return folder;
}
