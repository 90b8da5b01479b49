import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemNetwork } from '../src/diagnose/vantage/local';
import { Failure } from '../src/model/failure';
import { startSandbox, type Sandbox } from '../src/sandbox/sandbox';

// `npm run sandbox -- --json`: the embedded IBM Cloud alone, for any client. Its keys open nothing but itself, so they may be shown.

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    pace: { type: 'string', default: '1' },
    folder: { type: 'string' },
  },
});

function describe(sandbox: Sandbox): Record<string, unknown> {
  return {
    apiKey: sandbox.apiKey.reveal(),
    accountId: sandbox.accountId,
    passcode: sandbox.newPasscode(),
    ...sandbox.endpoints,
    door: sandbox.door,
    authority: sandbox.environment.authorities.join('\n'),
    authoritiesFile: sandbox.environment.authoritiesFile,
    sshFolder: sandbox.environment.sshFolder,
    faults: sandbox.endpoints.iam.replace(/\/iam$/, '/_sandbox/faults'),
  };
}

function friendly(sandbox: Sandbox): string {
  const { endpoints } = sandbox;
  return [
    'The sandbox is running: an IBM Cloud of its own on this machine. Ctrl+C ends it.',
    '',
    `  API key            ${sandbox.apiKey.reveal()}`,
    `  Account            ${sandbox.accountId}`,
    `  IAM                ${endpoints.iam}`,
    `  Service instances  ${endpoints.resourceController}`,
    ...Object.entries(endpoints.vpc).map(([region, url]) => `  VPC, ${region.padEnd(13)} ${url}`),
    `  Into its network   ${sandbox.door ?? 'this machine is on it'}`,
    '',
    'With --json it prints all of this as one line of JSON.',
  ].join('\n');
}

async function main(): Promise<void> {
  // Listened to from the start: also a sandbox that is told to end while it starts clears up behind itself.
  const told = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'private-connect-sandbox-'));
  try {
    const sandbox = await startSandbox({ folder, network: systemNetwork(), port: Number(values.port), pace: Number(values.pace) });
    process.stdout.write(`${values.json ? JSON.stringify(describe(sandbox)) : friendly(sandbox)}\n`);
    await told;
    await sandbox.stop();
  } finally {
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(error instanceof Failure ? `${error.what}: ${error.why}\n${error.next}\n` : `${String(error)}\n`);
  process.exitCode = 1;
});
