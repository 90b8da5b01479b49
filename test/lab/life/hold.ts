// A program with a lab, for tests that kill it: prints where the lab is, and waits.
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { startLab } from '../lab';
import { labTruth } from './truth';

async function main(): Promise<void> {
  const { pid, socket } = await startLab();
  await (await remotePlane(socket)).apply(labTruth());
  process.stdout.write(`${JSON.stringify({ pid, socket })}\n`);
}

void main();
