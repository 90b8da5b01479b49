import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/model/secret';
import { keyProblem, publicHalfOf, readKeyFile } from '../../../src/ssh/keyFile';
import { canMakeKeys, MadeKeys, passphrase } from './madeKeys';

const strict = /^ssh itself reads it only with plain line ends/;
const older = /^older versions of ssh itself do not read an Ed25519 key in this form/;

/** Keys that can be used at once: of what kind, and what is to be known besides. */
const good: readonly (readonly [string, 'ed25519' | 'rsa' | 'ecdsa', RegExp?])[] = [
  ['ed25519', 'ed25519'], ['rsa', 'rsa'], ['rsa-3072', 'rsa'], ['rsa-pkcs1', 'rsa'], ['rsa-pkcs8', 'rsa'],
  ['ecdsa-256', 'ecdsa'], ['ecdsa-384', 'ecdsa'], ['ecdsa-521', 'ecdsa'],
  ['ecdsa-256-pkcs8', 'ecdsa'], ['ecdsa-384-pkcs8', 'ecdsa'], ['ecdsa-521-pkcs8', 'ecdsa'], ['ecdsa-sec1', 'ecdsa'],
  ['ed25519-pkcs8', 'ed25519', older], ['rsa-openssl', 'rsa'], ['rsa-traditional', 'rsa'], ['ecdsa-parameters', 'ecdsa'],
  ['ed25519-windows', 'ed25519', strict], ['rsa-pkcs1-windows', 'rsa'], ['rsa-pkcs8-windows', 'rsa'], ['ed25519-mac', 'ed25519', strict],
  ['ed25519-blank-line', 'ed25519', strict], ['ed25519-mark', 'ed25519', strict], ['ed25519-indented', 'ed25519', strict],
  ['ed25519-no-end-of-line', 'ed25519', strict], ['ed25519-utf16', 'ed25519', strict], ['ed25519-utf16-other', 'ed25519', strict],
  ['rsa-attributes', 'rsa'], ['ed25519-open', 'ed25519', /^others may read the file, which ssh itself refuses: chmod 600 /],
];

/** Keys that want a passphrase: the public half is known without it where the form shows it. */
const locked: readonly (readonly [string, 'ed25519' | 'rsa' | 'ecdsa', 'shown' | 'hidden'])[] = [
  ['ed25519-locked', 'ed25519', 'shown'], ['rsa-locked', 'rsa', 'shown'], ['ecdsa-locked', 'ecdsa', 'shown'],
  ['ed25519-locked-cbc', 'ed25519', 'shown'], ['ed25519-locked-gcm', 'ed25519', 'shown'], ['ed25519-locked-windows', 'ed25519', 'shown'],
  ['rsa-pkcs1-locked', 'rsa', 'hidden'], ['ecdsa-sec1-locked', 'ecdsa', 'hidden'], ['rsa-pkcs8-locked', 'rsa', 'hidden'],
  ['rsa-pkcs8-locked-3des', 'rsa', 'hidden'], ['ed25519-pkcs8-locked', 'ed25519', 'hidden'], ['ecdsa-pkcs8-locked', 'ecdsa', 'hidden'],
];

/** What is of no use here: why, and what to do. */
const bad: readonly (readonly [string, RegExp, RegExp?])[] = [
  ['ed25519.pub', /It is a public key\.$/, /same name without "\.pub"/], ['rsa.pub', /It is a public key\.$/, /same name without "\.pub"/],
  ['ecdsa-256.pub', /It is a public key\.$/, /same name without "\.pub"/],
  ['public-pem', /It is a public key\.$/, /private key that belongs to it/], ['public-ssh.com', /It is a public key\.$/, /private key that belongs to it/],
  ['ed25519-cert.pub', /It is a certificate, not the private key that it was given for\.$/, /same name without "-cert\.pub"/],
  ['x509', /It is a certificate, not a private key\.$/],
  ['putty', /in PuTTY's form, which ssh does not read/, /puttygen key\.ppk -O private-openssh -o key/],
  ['putty-2', /in PuTTY's form, which ssh does not read/, /puttygen key\.ppk -O private-openssh -o key/],
  ['ssh.com', /SSH\.COM's programs/, /ssh-keygen -i -f key > new/],
  ['hardware', /hardware key, which only ssh itself and an SSH agent can use/, /another key of the server/],
  ['dsa', /It is a DSA key: they are too old/], ['dsa-pkcs8', /It is a DSA key: they are too old/],
  ['secp256k1', /kind "secp256k1", which SSH does not sign in with/], ['x25519', /kind "x25519"/], ['ed448', /kind "ed448"/],
  ['cut', /Its end is missing\.$/, /Copy the whole file anew/], ['damaged', /cannot be used: It (cannot be read|is no whole key)/, /Copy the file anew/],
  ['damaged-pkcs8', /no whole key in OpenSSL's form/, /Copy the file anew/],
  ['ed25519-locked-chacha', /encrypted with chacha20-poly1305@openssh\.com, which/, /ssh-keygen -p -Z aes256-ctr -f /],
  ['large', /larger than any private key\.$/], ['empty', /It is empty\.$/], ['blank', /It is empty\.$/], ['hello', /It is no private key\.$/],
  ['folder', /It is a folder\.$/], ['pipe', /It is no file\.$/], ['absent', /absent is not there\.$/],
];

describe('A key file as people have it', () => {
  let keys = new MadeKeys('');
  before(async function () {
    if (process.platform === 'win32' || !canMakeKeys()) {
      console.log('      ssh-keygen and openssl are not here to make keys with');
      this.skip();
    }
    keys = new MadeKeys(await mkdtemp(join(tmpdir(), 'key-kinds-')));
    keys.makeAll();
  });
  after(() => keys.folder === '' ? undefined : rm(keys.folder, { recursive: true }));

  for (const [name, type, note] of good) {
    it(`is used as it is: ${name}`, async () => {
      const file = await readKeyFile(keys.path(name));
      assert.ok(file.kind === 'key', JSON.stringify(file));
      assert.equal(file.publicKey.type, type);
      if (note === undefined) {
        assert.equal(file.note, undefined);
      } else {
        assert.match(file.note ?? '', note);
      }
      const data = Buffer.from('to be signed');
      assert.equal(file.signer.verify(data, file.signer.sign(data)), true);
    });
  }

  it('has the public half that OpenSSH says', async () => {
    const said = async (name: string): Promise<string> => (await readFile(keys.path(`${name}.pub`), 'utf8')).split(' ').slice(0, 2).join(' ');
    for (const name of ['ed25519', 'rsa', 'rsa-pkcs1', 'rsa-pkcs8', 'ecdsa-256', 'ecdsa-384-pkcs8', 'ecdsa-521', 'ecdsa-sec1']) {
      const file = await readKeyFile(keys.path(name));
      assert.equal(file.kind === 'key' ? file.publicKey.line : '', await said(name), name);
      const listed = execFileSync('ssh-keygen', ['-l', '-f', keys.path(`${name}.pub`)]).toString().split(' ')[1];
      assert.equal(file.kind === 'key' ? file.publicKey.fingerprint : '', listed, name);
    }
  });

  for (const [name, type, half] of locked) {
    it(`is used with its passphrase: ${name}`, async () => {
      for (const wrong of [undefined, new Secret('another'), new Secret('')]) {
        const file = await readKeyFile(keys.path(name), wrong);
        assert.ok(file.kind === 'protected', file.kind);
        assert.equal(file.publicKey?.type, half === 'shown' ? type : undefined);
      }
      const file = await readKeyFile(keys.path(name), new Secret(passphrase));
      assert.ok(file.kind === 'key');
      assert.equal(file.publicKey.type, type);
      const data = Buffer.from('to be signed');
      assert.equal(file.signer.verify(data, file.signer.sign(data)), true);
    });
  }

  it('is of no use, and says why: one that this user may not read', async () => {
    keys.changed('closed', 'ed25519', (text) => text);
    await chmod(keys.folder, 0o755);
    await chmod(keys.path('closed'), 0);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) {
      // Whoever may read everything is somebody else for a moment.
      process.seteuid?.(1);
    }
    try {
      assert.deepEqual(await readKeyFile(keys.path('closed')), {
        kind: 'unusable', why: 'This user may not read it.', next: `Let it be read with "chmod 600 ${keys.path('closed')}", or choose another key.`,
      });
    } finally {
      if (isRoot) {
        process.seteuid?.(0);
      }
    }
  });

  it('is known by the public half beside it where its own form hides that', async () => {
    const file = await readKeyFile(keys.path('rsa-pkcs1-locked'));
    assert.ok(file.kind === 'protected');
    assert.ok((await readFile(keys.path('rsa-pkcs1-locked.pub'), 'utf8')).startsWith((await publicHalfOf(keys.path('rsa-pkcs1-locked'), file))?.line ?? '-'));
    assert.equal(await publicHalfOf(keys.path('absent'), file), undefined);
    await mkdir(keys.path('odd.pub'));
    assert.equal(await publicHalfOf(keys.path('odd'), file), undefined);
  });

  for (const [name, why, next] of bad) {
    it(`is of no use, and says why: ${name}`, async () => {
      const file = await readKeyFile(keys.path(name));
      assert.ok(file.kind !== 'key');
      const problem = keyProblem(keys.path(name), file);
      assert.match(problem.why, why);
      assert.match(problem.next, next ?? /^Choose the private key that opens the server\.$/);
      assert.doesNotMatch(problem.next, /be made/);
    });
  }
});
