import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { newKeyPair } from '../../unit/sandbox/network/sshClient';
import { workingTruth } from '../../unit/sandbox/network/truths';

/** A network with two servers and a gateway. */
export function labTruth(): NetworkTruth {
  return workingTruth([newKeyPair().publicKey]);
}
