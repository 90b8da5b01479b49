import { emptyTruth, type NetworkTruth } from '../../../src/sandbox/dataPlane';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { newKeyPair, type KeyPair } from '../../unit/sandbox/network/sshClient';
import { workingTruth } from '../../unit/sandbox/network/truths';
import { thisLab } from '../client';
import type { Fault } from '../faults/fault';
import type { Ran } from '../machine/run';

/** The lab for the tests of one `describe`: the working truth is in it, and nothing afterwards; what a test does not heal is healed after it. */
export interface WorkingLab {
  readonly keys: KeyPair;
  /** What is in it, to be changed. */
  readonly truth: NetworkTruth;
  readonly apply: (truth: NetworkTruth) => Promise<void>;
  readonly fault: (fault: Fault) => Promise<() => Promise<void>>;
  readonly on: (host: string, ...command: readonly string[]) => Promise<Ran>;
}

export function workingLab(): WorkingLab {
  const lab = thisLab();
  const keys = newKeyPair();
  const truth = workingTruth([keys.publicKey]);
  const apply = async (next: NetworkTruth): Promise<void> => (await remotePlane(lab.socket)).apply(next);
  const standing = new Set<() => Promise<void>>();
  before(() => apply(truth));
  afterEach(async () => {
    const left = [...standing];
    standing.clear();
    for (const heal of left) await heal();
  });
  after(() => apply(emptyTruth));
  return {
    keys, truth, apply,
    fault: async (fault) => {
      const heal = await lab.fault(fault);
      standing.add(heal);
      return async () => {
        standing.delete(heal);
        await heal();
      };
    },
    on: (host, ...command) => lab.run(host, command, { limitMs: 60_000 }),
  };
}
