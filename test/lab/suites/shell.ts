import { ran, type Ran } from '../machine/run';

/** A server as a person works on it: by the real `ssh`, with the configuration that the product wrote. */
export class Shell {
  constructor(private readonly sshConfig: string, private readonly alias: string) {}

  /** What `ssh` is started with for anything on this server. */
  ssh(...more: readonly string[]): string[] {
    return ['ssh', '-F', this.sshConfig, '-o', 'BatchMode=yes', ...more, this.alias];
  }

  /** Runs lines on the server until one fails. Secrets go in by standard input, never as an argument. */
  run(lines: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const exported = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
    return ran([...this.ssh(), 'bash', '-s'], { input: ['set -eo pipefail', ...exported, ...lines, ''].join('\n'), limitMs: 120_000 });
  }

  /** Puts a file into the login user's home. */
  async write(name: string, text: string, mode = '600'): Promise<void> {
    const { code, error } = await ran([...this.ssh(), `cat >'${name}' && chmod ${mode} '${name}'`], { input: text });
    if (code !== 0) throw new Error(`${name} was not written: ${error}`);
  }
}
