import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crnOf, region } from './story';
import { Bench } from './support';

describe('the recording of exchanges', () => {
  it('has every request and answer, and no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recording-'));
    const file = join(folder, 'exchanges.jsonl');
    process.env['PRIVATE_CONNECT_SANDBOX_RECORD'] = file;
    const bench = await Bench.start();
    try {
      const made = await bench.call('POST', `${bench.sandbox.endpoints.resourceController}/v2/resource_keys`, { name: 'k', source: await crnOf(bench, 'orders'), role: 'Reader' });
      await bench.vpc(region, 'GET', '/vpcs?limit=1');
      const text = readFileSync(file, 'utf8');
      for (const secret of [bench.sandbox.apiKey.reveal(), made.body.get('credentials', 'apikey').text]) assert.equal(text.includes(secret), false);
      assert.doesNotMatch(text, /eyJ/);
      const lines = text.trim().split('\n').map((line) => JSON.parse(line) as { service: string; path: string; status: number });
      assert.deepEqual(lines.map(({ service, status }) => `${service} ${status}`), ['iam 200', 'resourceController 200', 'resourceController 201', 'vpc 200']);
      assert.match(lines.at(-1)?.path ?? '', /^\/vpcs\?limit=1&version=/);
    } finally {
      delete process.env['PRIVATE_CONNECT_SANDBOX_RECORD'];
      await bench.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
