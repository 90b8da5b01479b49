import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { Secret } from '../../../src/model/secret';
import { newSshKeyPair } from '../../../src/sandbox/sshKeyPair';
import { newKeyPair } from '../../../src/ssh/keyPair';
import { readPrivateKey } from '../../../src/ssh/privateKey';

// One pair in 256 of the library's is broken: 2,000 are enough to meet one, were it not thrown away.
const pairs = 2_000;

describe('a new SSH key pair', () => {
  it('can always be read again, and its two halves belong together', () => {
    for (let n = 0; n < pairs; n += 1) {
      const { privateKey, publicLine } = newKeyPair('orders-pc');
      const read = readPrivateKey(privateKey);
      assert.equal(read.kind, 'key', privateKey);
      assert.ok(publicLine.startsWith(read.publicKey.line), publicLine);
    }
  });

  it('can always be read again in the sandbox too', () => {
    for (let n = 0; n < pairs; n += 1) assert.equal(readPrivateKey(newSshKeyPair('x').private).kind, 'key');
  });
});

describe('a private key with a passphrase', () => {
  for (const type of ['pkcs1', 'pkcs8'] as const) {
    it(`is known as one in ${type}, so that the passphrase is named and not the format`, () => {
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      assert.deepEqual(readPrivateKey(privateKey), { kind: 'protected' });
    });
  }
});

describe('a wrong passphrase', () => {
  for (const type of ['pkcs1', 'pkcs8'] as const) {
    it(`is never taken for something else in ${type}, though some decrypt to what looks whole at first`, () => {
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      for (let n = 0; n < 1_500; n += 1) {
        assert.deepEqual(readPrivateKey(privateKey, new Secret(`wrong ${n}`)), { kind: 'protected' });
      }
    });
  }
});

describe('an RSA key', () => {
  for (const bits of [2048, 3072]) {
    it(`tells its size: ${bits}`, () => {
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: bits, privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      const read = readPrivateKey(privateKey);
      assert.equal(read.kind === 'key' ? read.publicKey.bits : undefined, bits);
    });
  }
});
