import { spawnSync } from 'node:child_process';

/** Whether OpenSSH's client is here to be asked how it reads its configuration. */
export const hasSsh = spawnSync('ssh', ['-V'], { stdio: 'ignore' }).status === 0;
