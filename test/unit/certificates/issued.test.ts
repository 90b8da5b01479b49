import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import * as tls from 'node:tls';
import fc from 'fast-check';
import { newAuthority } from '../../../src/certificates/authority';
import type { Authority } from '../../../src/certificates/identity';
import { issueClient, issueServer } from '../../../src/certificates/issue';
import { judge } from '../../../src/certificates/judge';
import type { KeyKind } from '../../../src/certificates/keys';
import { day } from '../../../src/certificates/lifetimes';
import { verifyChain } from '../../../src/certificates/verifyChain';
import { Secret } from '../../../src/model/secret';
import { authorityExtensions, Openssl, p256, skipWithoutOpenssl } from './openssl';

describe('certificates that are made here', () => {
  const openssl = new Openssl();
  let authority: Authority;

  before(skipWithoutOpenssl);
  before(async () => {
    authority = await newAuthority({ name: 'orders CA' });
  });
  after(() => openssl.remove());

  const text = (pem: string): string => openssl.run(`x509 -noout -text -nameopt utf8 -in ${openssl.write('shown.pem', pem)}`);

  for (const kind of ['ecdsa-p256', 'rsa-2048', 'rsa-3072'] as const satisfies readonly KeyKind[]) {
    it(`pass openssl verify for server and client, by its strict rules too: ${kind}`, async () => {
      const own = await newAuthority({ name: 'orders CA', kind });
      const server = await issueServer(own, { name: 'orders.vpn', kind });
      const client = await issueClient(own, { name: 'Zoë', kind });
      assert.equal(openssl.verify('sslserver', [server.certificate, own.certificate]), '');
      assert.equal(openssl.verify('sslclient', [client.certificate, own.certificate]), '');
      assert.notEqual(openssl.verify('sslserver', [client.certificate, own.certificate]), '', 'a person is no server');
      openssl.run(`verify -x509_strict -CAfile ${openssl.write('own.pem', own.certificate)} ${openssl.write('server.pem', server.certificate)}`);
      for (const [purpose, { certificate, key }] of [['server', server], ['client', client]] as const) {
        assert.deepEqual(await verifyChain({ certificate, above: own.certificate, trusted: own.certificate }, purpose), []);
        openssl.run(`pkey -check -noout -in ${openssl.write('made.key', key.reveal())}`);
        assert.match(key.reveal(), /^-----BEGIN PRIVATE KEY-----\n/);
      }
      const judged = await judge([{ name: 'all.pem', bytes: Buffer.from(server.chain + server.key.reveal()) }], 'server');
      assert.deepEqual([judged.kind, judged.findings], ['usable', []]);
    });
  }

  it('say what they are for, and who signed them', async () => {
    const server = text((await issueServer(authority, { name: 'orders.vpn', alternativeNames: ['a.example', '10.1.2.3'] })).certificate);
    assert.match(server, /Extended Key Usage: \n\s+TLS Web Server Authentication, TLS Web Client Authentication\n/);
    assert.match(server, /Key Usage: critical\n\s+Digital Signature\n/);
    assert.match(server, /Basic Constraints: critical\n\s+CA:FALSE/);
    assert.match(server, /DNS:a\.example, IP Address:10\.1\.2\.3/);
    const client = text((await issueClient(authority, { name: 'Zoë' })).certificate);
    assert.match(client, /Extended Key Usage: \n\s+TLS Web Client Authentication\n/);
    assert.match(client, /Subject: CN=Zoë\n/);
    const above = text(authority.certificate);
    assert.match(above, /Basic Constraints: critical\n\s+CA:TRUE, pathlen:0/);
    assert.match(above, /Key Usage: critical\n\s+Certificate Sign, CRL Sign/);
    const keyId = (shown: string, which: string): string | undefined => new RegExp(`${which} Key Identifier: \\n\\s+([0-9A-F:]+)`).exec(shown)?.[1];
    assert.equal(keyId(client, 'Authority'), keyId(above, 'Subject'));
    assert.notEqual(keyId(client, 'Subject'), keyId(above, 'Subject'));
  });

  it('are valid for a clock that is a little behind, and end no later than who signed them', async () => {
    const now = new Date('2027-01-01T12:00:00.789Z');
    const brief = await newAuthority({ name: 'brief CA', days: 100, now });
    const client = await issueClient(brief, { name: 'me', now });
    const [own, above] = [new X509Certificate(client.certificate), new X509Certificate(brief.certificate)];
    assert.equal(new Date(own.validFrom).toISOString(), '2026-12-31T12:00:00.000Z');
    assert.equal(own.validTo, above.validTo);
    assert.equal(client.until.toISOString(), '2027-04-11T12:00:00.000Z');
    assert.equal(openssl.verify('sslclient', [client.certificate, brief.certificate], { at: new Date(now.getTime() - day / 2) }), '');
  });

  it('have serials of 20 bytes, positive and never the same', async () => {
    const serials = await Promise.all(Array.from({ length: 20 }, async () => {
      const { serial, certificate } = await issueClient(authority, { name: 'me' });
      assert.equal(new X509Certificate(certificate).serialNumber, serial);
      assert.match(serial, /^[4-7][0-9A-F]{39}$/);
      return serial;
    }));
    assert.equal(new Set(serials).size, 20);
  });

  it('carry any name as it was given', async () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((name) => name.trim()).filter((name) => name !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name));
    await fc.assert(fc.asyncProperty(fc.oneof(names, fc.constantFrom('"a" b', '#04', 'a, O=b', 'a+CN=b', '\\,', 'o=x', '<me@x.example>')), async (name) => {
      const { certificate } = await issueClient(authority, { name });
      const { subject } = new X509Certificate(certificate).toLegacyObject();
      assert.deepEqual({ ...subject }, { CN: name });
    }), { numRuns: 50 });
  });

  it('are not made for a name that has no room, and say so', async () => {
    for (const [name, why] of [['', /empty/], [' ', /empty/], ['x'.repeat(65), /more than 64/], ['a\nb', /cannot be seen/], ['a\u202eb', /cannot be seen/]] as const) {
      await assert.rejects(issueClient(authority, { name }), { code: 'certificate.name', why });
    }
    assert.equal((await issueClient(authority, { name: 'ö'.repeat(64) })).serial.length, 40);
    for (const alternative of ['', 'a b', 'ü.example', '-a', 'a..b', '10.0.0.1/8', `${'a'.repeat(64)}.example`]) {
      await assert.rejects(issueServer(authority, { name: 'vpn', alternativeNames: [alternative] }), { code: 'certificate.name', why: /neither/ }, alternative);
    }
    assert.doesNotMatch(text((await issueServer(authority, { name: 'Our VPN' })).certificate), /Alternative/);
    assert.match(text((await issueServer(authority, { name: 'a-b.example' })).certificate), /DNS:a-b\.example/);
  });

  it('are not signed by an authority that is over, or with another one\'s key', async () => {
    const old = await newAuthority({ name: 'old CA', now: new Date('2010-01-01') });
    await assert.rejects(issueClient(old, { name: 'me' }), { code: 'authority.over', what: /old CA/ });
    const mixed = { certificate: authority.certificate, key: (await newAuthority({ name: 'other' })).key };
    await assert.rejects(issueServer(mixed, { name: 'me' }), { code: 'authority.key', what: /orders CA/ });
  });

  it('are signed by an authority that somebody brought, with its own identifier and in its own kind of key', async () => {
    for (const [name, key] of [['p384', p256.replace('P-256', 'P-384')], ['p521', p256.replace('P-256', 'P-521')], ['rsa', '-algorithm RSA -pkeyopt rsa_keygen_bits:2048']] as const) {
      openssl.make(name, { key, subject: '/C=DE/O=Orders GmbH/CN=Orders root', extensions: authorityExtensions.map((line) => line.replace('=hash', '=01:02:03:04')) });
      const brought = { certificate: openssl.read(`${name}.pem`).toString(), key: new Secret(openssl.read(`${name}.key`).toString()) };
      const client = await issueClient(brought, { name: 'me' });
      assert.equal(openssl.verify('sslclient', [client.certificate, brought.certificate]), '');
      assert.match(text(client.certificate), /Authority Key Identifier: \n\s+01:02:03:04\n/);
    }
    openssl.make('ed', { key: '-algorithm ed25519', extensions: authorityExtensions });
    const ed = { certificate: openssl.read('ed.pem').toString(), key: new Secret(openssl.read('ed.key').toString()) };
    await assert.rejects(issueClient(ed, { name: 'me' }), { code: 'authority.key-kind', why: /ed25519/ });
  });

  it('let server and client sign in to each other over TLS, and nobody of another authority', async () => {
    const identity = await issueServer(authority, { name: 'vpn.example' });
    const server = tls.createServer({ cert: identity.chain, key: identity.key.reveal(), ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
    let secured = 0;
    server.on('secureConnection', (socket) => {
      secured += 1;
      socket.end(String(socket.getPeerCertificate().subject.CN));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    assert.ok(port !== undefined);
    const connect = async (by: Authority): Promise<tls.TLSSocket> => {
      const { chain, key } = await issueClient(by, { name: 'Zoë' });
      return tls.connect({ port, host: '127.0.0.1', servername: 'vpn.example', ca: authority.certificate, cert: chain, key: key.reveal() }).on('error', () => undefined);
    };
    try {
      const admitted = await connect(authority);
      assert.equal(String(await once(admitted, 'data')), 'Zoë');
      await Promise.all([once(server, 'tlsClientError'), connect(await newAuthority({ name: 'orders CA' }))]);
      assert.equal(secured, 1);
    } finally {
      server.close();
    }
  });

  it('show nothing of their keys', async () => {
    assert.doesNotMatch(JSON.stringify([authority, await issueClient(authority, { name: 'me' })]), /PRIVATE KEY/);
  });
});
