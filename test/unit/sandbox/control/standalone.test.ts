import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Json } from './json';

describe('npm run sandbox -- --json', function () {
  this.timeout(60_000);

  it('prints one JSON line when it is ready, serves other processes, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/sandbox.ts', '--json', '--port', '0', '--pace', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const lines: string[] = [];
      const output = createInterface({ input: child.stdout });
      const first = once(output, 'line');
      output.on('line', (line) => lines.push(line));
      await first;
      const told = new Json(JSON.parse(lines[0] ?? ''));
      for (const name of ['apiKey', 'accountId', 'iam', 'resourceController', 'resourceManager', 'globalCatalog', 'globalSearch', 'globalTagging', 'door', 'authority']) {
        assert.notEqual(told.get(name).text, '', name);
      }
      assert.match(told.get('authority').text, /BEGIN CERTIFICATE/);
      const answer = await fetch(`${told.get('iam').text}/identity/token`, {
        method: 'POST', body: new URLSearchParams({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: told.get('apiKey').text }),
      });
      const token = new Json(await answer.json()).get('access_token').text;
      const vpcs = await fetch(`${told.get('vpc', 'ca-mon').text}/vpcs?version=2026-06-01&generation=2`, { headers: { authorization: `Bearer ${token}` } });
      assert.ok(new Json(await vpcs.json()).get('vpcs').names.includes('payments-vpc'));
      // An answer that is still held back must not keep it alive.
      await fetch(told.get('faults').text, { method: 'POST', body: JSON.stringify({ path: 'identity', effect: { kind: 'delay', milliseconds: 600_000 } }) });
      const held = fetch(`${told.get('iam').text}/identity/passcode`).catch(() => undefined);
      await until(async () => new Json(await (await fetch(told.get('faults').text)).json()).get('faults', 0, 'seen').number === 1);
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await exit, [0, null]);
      await held;
      assert.equal(lines.length, 1);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!await done()) await new Promise((resolve) => setTimeout(resolve, 10));
}
