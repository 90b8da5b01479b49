// Runs a command on the laptop of a lab of its own, which ends with it:  onLaptop.ts PROGRAM ARGUMENT...
import { startLab } from '../../test/lab/lab';
import { packages } from '../../test/lab/mirror/packages';
import { telemetry } from '../../test/lab/options';
import { on } from './lab';

async function main(command: readonly string[]): Promise<void> {
  const lab = await startLab({ kafka: telemetry, packages: await packages() });
  try {
    process.exitCode = await on('laptop', lab, command);
  } finally {
    await lab.stop();
  }
}

void main(process.argv.slice(2));
