import { deleteKeyFile, isThere, makeKeyFile, publicKeyOf, readKeyFile } from '../../../src/ssh/keyFile';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { newKeyPair } from '../../../src/ssh/keyPair';
import { readPrivateKey } from '../../../src/ssh/privateKey';
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { isCloudKey } from '../../../src/ssh/publicKey';
import ssh2 from 'ssh2';
import { tmpdir } from 'node:os';
import { watch } from 'node:fs';

const never = new AbortController().signal;

describe('An SSH key’s file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
    path = join(folder, 'deeper', 'orders-pc');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is an ed25519 key, read-only for its owner, with its public half beside it', async () => {
    await makeKeyFile(path, 'orders', never);
    const publicKey = await publicKeyOf(path);
    assert.equal(publicKey.type, 'ed25519');
    assert.ok((await readFile(`${path}.pub`, 'utf8')).startsWith(`${publicKey.line} orders`));
    if (process.platform !== 'win32') {
      assert.equal((await stat(path)).mode & 0o777, 0o400);
    }
  });

  it('is closed to others before it has content', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await mkdir(join(folder, 'deeper'));
    const modes: number[] = [];
    const watcher = watch(join(folder, 'deeper'), (_event, name) => {
      if (name === 'orders-pc') {
        void stat(path).then(({ mode }) => modes.push(mode & 0o077));
      }
    });
    await makeKeyFile(path, 'orders', never);
    watcher.close();
    assert.equal(modes.some((mode) => mode !== 0), false);
  });

  it('leaves nothing behind where it cannot be closed to others, so that it can be made after all', async () => {
    await assert.rejects(() => makeKeyFile(path, 'orders', never, () => Promise.reject(new Error('no such account'))), /no such account/);
    assert.equal(await isThere(path), false);
    await makeKeyFile(path, 'orders', never);
    assert.equal((await readKeyFile(path)).kind, 'key');
  });

  it('is never overwritten', async () => {
    await mkdir(join(folder, 'deeper'));
    await writeFile(path, 'precious');
    await assert.rejects(makeKeyFile(path, 'orders', never), { code: 'key.file-exists' });
    assert.equal(await readFile(path, 'utf8'), 'precious');
  });

  it('is gone with its public half when it is deleted, and may be gone before', async () => {
    await makeKeyFile(path, 'orders', never);
    await deleteKeyFile(path);
    assert.deepEqual([await isThere(path), await isThere(`${path}.pub`)], [false, false]);
    await deleteKeyFile(path);
  });

  it('that is not there is absent, a folder is unusable', async () => {
    assert.equal((await readKeyFile(path)).kind, 'absent');
    assert.equal((await readKeyFile(folder)).kind, 'unusable');
    await assert.rejects(publicKeyOf(path), { code: 'key.absent' });
  });
});

describe('A private key’s text', () => {
  it('has the fingerprint that the cloud and OpenSSH give', () => {
    const { privateKey, publicLine } = newKeyPair('c');
    const read = readPrivateKey(privateKey);
    assert.ok(read.kind === 'key');
    assert.ok(publicLine.startsWith(read.publicKey.line));
    assert.match(read.publicKey.fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  it('may be an RSA key', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const read = readPrivateKey(privateKey);
    assert.ok(read.kind === 'key');
    assert.equal(read.publicKey.type, 'rsa');
  });

  it('may be of a kind that the cloud takes for no new server, since it opens those that are there', () => {
    const read = readPrivateKey(ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private);
    assert.ok(read.kind === 'key');
    assert.deepEqual([read.publicKey.type, isCloudKey(read.publicKey)], ['ecdsa', false]);
  });

  it('says that it is protected by a passphrase', () => {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { passphrase: 'secret', cipher: 'aes256-ctr', rounds: 1 });
    assert.equal(readPrivateKey(pair.private).kind, 'protected');
  });

  it('is neither a public key nor anything else', () => {
    assert.equal(readPrivateKey(newKeyPair('c').publicLine).kind, 'unusable');
    assert.equal(readPrivateKey('hello').kind, 'unusable');
  });
});
