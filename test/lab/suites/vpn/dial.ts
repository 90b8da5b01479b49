import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** Longer than a busy machine takes to what comes. */
const limitMs = 60_000;

/** The laptop's own `openvpn`, as a person starts it. */
export class Dial {
  readonly #process: ChildProcess;
  readonly #changed = new EventEmitter().setMaxListeners(0);
  #said = '';

  /** @param more what a person would type beside the profile's path. @param log a file that all it says is kept in as well. */
  constructor(profile: string, more: readonly string[], log: string | undefined) {
    this.#process = spawn('openvpn', ['--config', profile, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#said += data.toString();
        if (log !== undefined) appendFileSync(log, data, { mode: 0o600 });
        this.#changed.emit('changed');
      });
    }
    this.#process.once('close', () => this.#changed.emit('changed'));
  }

  /** Its log. */
  get said(): string {
    return this.#said;
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** Resolves when it has said something like this after its `from`th character; rejects with its log when it ends before. */
  async says(wanted: RegExp, from = 0): Promise<void> {
    const late = AbortSignal.timeout(limitMs);
    while (!wanted.test(this.#said.slice(from))) {
      if (this.hasEnded) throw new Error(`openvpn ended without ${wanted.source}:\n${this.#said}`);
      await once(this.#changed, 'changed', { signal: late }).catch(() => {
        throw new Error(`openvpn did not say ${wanted.source}:\n${this.#said}`);
      });
    }
  }

  /** From which it dials. */
  async port(): Promise<number> {
    const { stdout } = await promisify(execFile)('ss', ['-Hnatup'], { timeout: limitMs });
    const own = stdout.split('\n').find((line) => line.includes(`pid=${this.#process.pid ?? 0},`));
    const port = /:(\d+)\s/.exec(own ?? '')?.[1];
    if (port === undefined) throw new Error(`ss knows no port of this openvpn:\n${stdout}`);
    return Number(port);
  }

  up(from = 0): Promise<void> {
    return this.says(/Initialization Sequence Completed/, from);
  }

  /** As with Ctrl+C. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGINT');
    await ended;
  }
}
