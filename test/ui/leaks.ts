import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import * as v from 'valibot';
import type { Session } from './session';

const memory = v.object({ account: v.object({ apiKey: v.string() }), serviceKeys: v.array(v.object({ apiKey: v.string() })) });

/** As PEM has it; a file that somebody saved, or the SSH folder, is where one belongs. */
const privateKey = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s/;

/**
 * Files that hold one of the sandbox's secrets, or the private key of a VPN, "service API key in exthost.log". The sandbox's own memory must know them and is left
 * out; what the product keeps of a sandbox account, its journals and connections, is looked at.
 */
export async function leaks({ data, home }: Session): Promise<readonly string[]> {
  const paths = [...await filesBelow(data), ...await filesBelow(home)];
  const state = paths.find((path) => basename(path) === 'state.json' && basename(dirname(path)) === 'sandbox');
  assert.ok(state !== undefined, 'the sandbox has written its memory');
  const { account, serviceKeys } = v.parse(memory, JSON.parse(await readFile(state, 'utf8')));
  const secrets = [['account API key', account.apiKey] as const, ...serviceKeys.map(({ apiKey }) => ['service API key', apiKey] as const)];
  const own = `${dirname(state)}${sep}`;
  const others = paths.filter((path) => !path.startsWith(own) || path.startsWith(join(own, 'editor')));
  assert.ok(others.some((path) => path.endsWith('.log')), 'there are logs to look at');
  const found = await Promise.all(others.map(async (path) => {
    const text = await readFile(path, 'latin1').catch(gone);
    const isKey = privateKey.test(text) && !path.endsWith('.ovpn');
    return [...secrets.filter(([, secret]) => text.includes(secret)).map(([name]) => name), ...isKey ? ['private key'] : []].map((name) => `${name} in ${path}`);
  }));
  return found.flat();
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A file that went while the editor was at work. */
function gone(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
