import { access } from 'node:fs/promises';
import { release } from 'node:os';
import { codeOf } from '../base/codes';

/** Where the extension runs: on the computer itself, or in a place whose tunnels are not those of the computer that holds it. */
export type Surroundings = 'own' | 'wsl' | 'container';

/** The kernel of WSL is Microsoft's; Docker and Podman leave a file. Source: https://docs.podman.io/en/latest/markdown/podman-run.1.html */
export async function surroundings(platform = process.platform, kernel = release(), isThere = exists): Promise<Surroundings> {
  if (platform !== 'linux') {
    return 'own';
  }
  const marks = await Promise.all(['/.dockerenv', '/run/.containerenv'].map((path) => isThere(path)));
  return marks.includes(true) ? 'container' : /microsoft/i.test(kernel) ? 'wsl' : 'own';
}

/** True when something is at that path, and may be seen. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (codeOf(error) === undefined) {
      throw error;
    }
    return false;
  }
}
