import { spawn } from 'node:child_process';

/** Starts a program that goes on by itself; resolves once it runs. Rejects where there is none at that path. */
export async function launch(program: string, words: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const started = spawn(program, [...words], { detached: true, stdio: 'ignore', windowsHide: true });
    started.once('error', reject);
    started.once('spawn', () => {
      started.unref();
      resolve();
    });
  });
}
