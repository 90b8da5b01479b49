import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { authorityCertificate, serverCertificate } from '../../../../src/sandbox/tls/certificate';
import { der, oid, time, unsigned } from '../../../../src/sandbox/tls/der';

const now = new Date('2026-03-01T12:00:00Z');

describe('certificates of the sandbox', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signer = { name: 'test authority', ...pair };
  const authority = new X509Certificate(authorityCertificate(signer, now));

  it('are an authority that signs itself', () => {
    assert.equal(authority.ca, true);
    assert.equal(authority.subject, 'CN=test authority');
    assert.equal(authority.verify(pair.publicKey), true);
    assert.equal(authority.checkIssued(authority), true);
  });

  it('are signed by the authority for each name, however long', () => {
    const server = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const names = ['kafka-0.example', `kafka-1.${'a'.repeat(60)}.${'b'.repeat(60)}.example`];
    const certificate = new X509Certificate(serverCertificate(signer, server.publicKey, names, now));
    assert.equal(certificate.ca, false);
    assert.equal(certificate.verify(pair.publicKey), true);
    assert.equal(certificate.checkIssued(authority), true);
    assert.equal(certificate.checkPrivateKey(server.privateKey), true);
    names.forEach((name) => assert.equal(certificate.checkHost(name), name));
    assert.equal(certificate.checkHost('kafka-2.example'), undefined);
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  });

  it('hold from a day ago, and the authority for ten years', () => {
    assert.equal(new Date(authority.validFrom).toISOString(), '2026-02-28T12:00:00.000Z');
    assert.equal(new Date(authority.validTo).toISOString(), '2036-02-27T12:00:00.000Z');
  });

  it('have a serial number of their own', () => {
    assert.notEqual(new X509Certificate(authorityCertificate(signer, now)).serialNumber, authority.serialNumber);
  });
});

describe('DER', () => {
  it('writes lengths in the short and in the long form', () => {
    fc.assert(fc.property(fc.nat({ max: 70_000 }), (length) => {
      const head = der(0x04, Buffer.alloc(length)).subarray(0, -length || undefined);
      const expected = length < 128 ? [length] : length < 256 ? [0x81, length] : length < 65536 ? [0x82, length >> 8, length & 255]
        : [0x83, length >> 16, (length >> 8) & 255, length & 255];
      assert.deepEqual([...head], [0x04, ...expected]);
    }));
  });

  it('writes object identifiers in base 128', () => {
    assert.equal(oid('1.2.840.113549.1.1.11').toString('hex'), '06092a864886f70d01010b');
  });

  it('keeps numbers positive', () => {
    assert.equal(unsigned(Buffer.from([0x80])).toString('hex'), '02020080');
    assert.equal(unsigned(Buffer.from([0x7f])).toString('hex'), '02017f');
  });

  it('writes years with two digits up to 2049, with four after', () => {
    assert.equal(time(new Date('2049-12-31T23:59:59Z')).subarray(2).toString(), '491231235959Z');
    assert.equal(time(new Date('2050-01-01T00:00:00Z')).subarray(2).toString(), '20500101000000Z');
  });
});
