import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSshKeyPair } from '../sshKeyPair';

/** Makes, once, the key pair of the seed's virtual servers in the sandbox's own SSH folder, and gives the public half. */
export function sandboxKey(sshFolder: string): string {
  const path = join(sshFolder, 'sandbox_build_box');
  if (!existsSync(path)) {
    const pair = newSshKeyPair('sandbox');
    writeFileSync(`${path}.pub`, `${pair.public}\n`);
    writeFileSync(path, pair.private, { mode: 0o400 });
  }
  return readFileSync(`${path}.pub`, 'utf8').trim();
}
