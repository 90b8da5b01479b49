import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../scripts/workbench/components';

const run = promisify(execFile);

/** What a server of the lab can install: kcat, with what it needs and no stock image has. */
const forServers = ['kcat', 'librdkafka1', 'libyajl2'];
/** What a laptop has that leaves its name servers to resolvconf; installed on this machine it would take over those of this machine. */
const forLaptop = ['openresolv'];

/** A folder of Debian packages with their index, fetched on first use by this machine's own apt. */
export function packages(): Promise<string> {
  return fetched(forServers);
}

export function laptopPackages(): Promise<string> {
  return fetched(forLaptop);
}

async function fetched(names: readonly string[]): Promise<string> {
  const folder = join(cacheFolder, `packages-${names.join('-')}`);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    await run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', ...names], { cwd: draft });
    const files = (await readdir(draft)).filter((name) => name.endsWith('.deb')).sort();
    await writeFile(join(draft, 'Packages'), (await Promise.all(files.map((name) => entry(draft, name)))).join('\n'));
    // Of two at once one wins; what a killed one leaves is never taken for a whole one.
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

async function entry(folder: string, name: string): Promise<string> {
  const [{ stdout }, bytes] = await Promise.all([run('dpkg-deb', ['-f', join(folder, name)]), readFile(join(folder, name))]);
  return `${stdout.trim()}\nFilename: ./${name}\nSize: ${bytes.length}\nSHA256: ${createHash('sha256').update(bytes).digest('hex')}\n`;
}
