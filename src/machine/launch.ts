import { spawn } from 'node:child_process';

/**
 * Starts a program that goes on by itself; resolves once it runs. Rejects where there is none at that path. An editor has the programs of its
 * extensions that are made with Electron, as OpenVPN Connect is, be taken for Node: this one is not.
 * Source: https://www.electronjs.org/docs/latest/api/environment-variables#electron_run_as_node
 */
export async function launch(program: string, words: readonly string[]): Promise<void> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
  await new Promise<void>((resolve, reject) => {
    const started = spawn(program, [...words], { env, detached: true, stdio: 'ignore', windowsHide: true });
    started.once('error', reject);
    started.once('spawn', () => {
      started.unref();
      resolve();
    });
  });
}
