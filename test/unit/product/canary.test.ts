import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Canaries, overheard } from './canaries';
import { ProductBench } from './productBench';
import { checkAndUse, failInEveryWay, look, planAndRun, protectKey, signIn, undo } from './flows';

describe('A secret that is used through every flow', function () {
  this.timeout(60_000);
  const canaries = new Canaries();
  let bench: ProductBench;
  let files: readonly string[];

  before(async () => {
    bench = await ProductBench.start(canaries);
    await overheard(canaries, async () => {
      await signIn(bench);
      await look(bench);
      await planAndRun(bench);
      await checkAndUse(bench);
      await protectKey(bench);
      await failInEveryWay(bench);
      files = await bench.seeDisk();
      await undo(bench);
      await bench.seeDisk();
    });
  });

  after(async () => {
    await bench.stop();
    await rm(bench.folder, { recursive: true, force: true });
  });

  it('is a secret of every kind that there is', () => {
    assert.deepEqual([...canaries.names].sort(), [
      'access token', 'account API key', 'passcode', 'passphrase', 'private key', 'refresh token', 'service API key', 'wrong API key', 'wrong passphrase',
    ]);
  });

  it('was used up to files on disk, so that there is something to find', () => {
    for (const name of ['.journal.jsonl', '.json', 'known_hosts', 'config']) {
      assert.ok(files.some((path) => path.endsWith(name)), `${name} among ${files.join(', ')}`);
    }
  });

  it('is nowhere but in the secret storage, the private key\'s own file and the requests that need it', () => {
    assert.deepEqual([...new Set(canaries.leaks())], []);
  });

  it('is in the secret storage: what was looked for was in use', () => {
    canaries.see('the secret storage', [...bench.vault.kept.values()]);
    const found = new Set(canaries.leaks());
    for (const name of ['account API key', 'access token', 'passphrase']) assert.ok(found.has(`${name} in the secret storage`), name);
  });

  it('would be found in whatever form it was let out', () => {
    const secret = 'canary-2b7f:/+?"';
    const leaky: readonly unknown[] = [
      { deep: { er: [secret] } }, new Error('no', { cause: new Error(secret) }), `key=${encodeURIComponent(secret)}`, JSON.stringify({ secret }),
      Buffer.from(`\0token\0${secret}`).toString('base64'), Buffer.from(`x${secret}y`).toString('base64url'), Buffer.from(secret).toString('hex'),
    ];
    for (const output of leaky) {
      const found = new Canaries();
      found.add('canary', secret);
      found.see('there', output);
      assert.deepEqual(found.leaks(), ['canary in there'], String(output));
    }
  });

  it('would be found in a file', async () => {
    const found = new Canaries();
    found.add('file name', 'vault.txt');
    await bench.write('vault.txt', 'x');
    await found.seeFiles(bench.product);
    assert.deepEqual(found.leaks(), [`file name in ${join(bench.product, 'vault.txt')}`]);
  });
});
