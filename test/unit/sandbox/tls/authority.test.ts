import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAuthority } from '../../../../src/sandbox/tls/authority';
import { authorityCertificate } from '../../../../src/sandbox/tls/certificate';
import { copyOfAuthority } from './sharedAuthority';

describe('the authority of the sandbox', () => {
  let folder = '';
  let kept = '';
  beforeEach(async () => {
    folder = await copyOfAuthority();
    kept = await readFile(join(folder, 'authority.crt'), 'utf8');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the same after a restart', async () => {
    assert.equal((await openAuthority(folder)).certificate, kept);
  });

  it('is a new one without a folder', async () => {
    assert.notEqual((await openAuthority(undefined)).certificate, kept);
  });

  it('keeps its keys for its owner alone, and leaves no half-written file', async () => {
    await rm(join(folder, 'authority.key'));
    await openAuthority(folder);
    assert.deepEqual((await readdir(folder)).sort(), ['authority.crt', 'authority.key', 'server.key']);
    if (process.platform !== 'win32') {
      for (const name of ['authority.key', 'server.key']) {
        assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
      }
    }
  });

  for (const broken of ['authority.crt', 'authority.key', 'server.key']) {
    it(`is made anew when ${broken} is broken`, async () => {
      await writeFile(join(folder, broken), 'not what it was');
      const fresh = await openAuthority(folder);
      assert.notEqual(fresh.certificate, kept);
      assert.equal(await readFile(join(folder, 'authority.crt'), 'utf8'), fresh.certificate);
      fresh.contextFor(['kafka-0.example']);
    });
  }

  it('is made anew in time before it expires', async () => {
    const privateKey = createPrivateKey(await readFile(join(folder, 'authority.key')));
    const signer = { name: 'old', privateKey, publicKey: createPublicKey(privateKey) };
    const day = 24 * 60 * 60 * 1000;
    for (const [left, same] of [[20, false], [40, true]] as const) {
      const old = authorityCertificate(signer, new Date(Date.now() - (3650 - left) * day));
      await writeFile(join(folder, 'authority.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await writeFile(join(folder, 'authority.crt'), old);
      assert.equal((await openAuthority(folder)).certificate === old, same, `${left} days left`);
    }
  });

  it('is made anew when certificate and key do not belong together', async () => {
    await writeFile(join(folder, 'authority.key'), await readFile(join(folder, 'server.key')));
    assert.notEqual((await openAuthority(folder)).certificate, kept);
  });
});
