// npm run lab: the lab by hand, with the sandbox on its laptop. npm run lab -- COMMAND talks to the one that runs.
import { labAt } from '../test/lab/client';
import { runningLabs, startLab, type RunningLab } from '../test/lab/lab';
import { packages } from '../test/lab/mirror/packages';
import { telemetry } from '../test/lab/options';
import { needsLab, on } from './tests/lab';
import { Missing } from './workbench/components';

const help = `npm run lab                           starts a lab, with the sandbox on its laptop, until Ctrl+C
npm run lab -- hosts                  lists the hosts of the lab that runs
npm run lab -- shell HOST             opens a shell on one, as root: laptop, internet, site-server, or a virtual server's name
npm run lab -- run HOST COMMAND ...   runs a command on one
`;

async function main([command, host = 'laptop', ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case undefined:
      return start();
    case 'hosts':
      return hosts(running());
    case 'shell':
      return on(host, running(), ['bash', '-i']);
    case 'run':
      return on(host, running(), rest);
    default:
      process.stdout.write(help);
      return command === 'help' ? 0 : 2;
  }
}

/** The sandbox runs on the laptop, and its network is the lab: whatever its API is told becomes so. */
async function start(): Promise<number> {
  await needsLab();
  // Ctrl+C is heard by the sandbox as well; its end is ours.
  process.on('SIGINT', () => undefined);
  const lab = await startLab({ kafka: telemetry, packages: await packages() });
  try {
    process.stdout.write('The lab is up. The addresses below are those of its laptop: "npm run lab -- shell laptop" in another terminal gets there.\n\n');
    return await on('laptop', lab, [process.execPath, '--import', 'tsx', 'scripts/sandbox.ts']);
  } finally {
    await lab.stop();
  }
}

async function hosts({ socket }: RunningLab): Promise<number> {
  const all = await labAt(socket).hosts();
  process.stdout.write(all.map(({ name, id }) => `${name.padEnd(28)} ${id}\n`).join(''));
  return 0;
}

function running(): RunningLab {
  const [lab] = runningLabs();
  if (lab === undefined) throw new Missing('no lab runs here: start one with "npm run lab"');
  return lab;
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(error instanceof Missing ? `${error.message}\n` : `${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
});
