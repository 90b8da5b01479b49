import assert from 'node:assert/strict';
import type { LabClient } from '../client';

/** What should come is waited for as long as it takes, what should not for a moment. */
const [answerS, silenceS] = [20, 0.7];

/** What `timeout` ends with when its time was over. */
const timedOut = 124;

/** What packets from a host of the lab come to, whatever its SSH does; hosts are named as people named them. */
export class Probe {
  constructor(private readonly lab: LabClient) {}

  /** TCP is taken on that port. */
  async answers(from: string, address: string, port: number): Promise<void> {
    assert.equal(await this.connect(from, address, port, answerS), 'open', `${from} to ${address}:${port}`);
  }

  /** Nothing comes back, not even a refusal. */
  async isSilent(from: string, address: string, port: number): Promise<void> {
    assert.equal(await this.connect(from, address, port, silenceS), 'silent', `${from} to ${address}:${port}`);
  }

  /** The name's addresses; none where it is not known. */
  async addresses(from: string, name: string): Promise<readonly string[]> {
    const { out } = await this.lab.run((await this.lab.hostNamed(from)).id, ['dig', '+noall', '+answer', '+comments', `+time=${answerS}`, '+tries=1', name]);
    assert.match(out, /status: (NOERROR|NXDOMAIN)/, `${from} is answered`);
    return out.split('\n').flatMap((line) => /\sA\s+([\d.]+)$/.exec(line)?.[1] ?? []).sort();
  }

  private async connect(from: string, address: string, port: number, seconds: number): Promise<string> {
    const command = ['timeout', String(seconds), 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`];
    const { code, error } = await this.lab.run((await this.lab.hostNamed(from)).id, command);
    return code === 0 ? 'open' : code === timedOut ? 'silent' : error;
  }
}
