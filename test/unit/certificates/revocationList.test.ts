import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newAuthority } from '../../../src/certificates/authority';
import type { Authority, Identity } from '../../../src/certificates/identity';
import { issueClient, issueServer } from '../../../src/certificates/issue';
import { newRevocationList, readRevocationList, type Reason } from '../../../src/certificates/revocationList';
import { Secret } from '../../../src/model/secret';
import { Openssl, skipWithoutOpenssl } from './openssl';

describe('a revocation list', () => {
  const openssl = new Openssl();
  let authority: Authority;
  let ann: Identity;
  let bob: Identity;

  before(skipWithoutOpenssl);
  before(async () => {
    authority = await newAuthority({ name: 'orders CA' });
    [ann, bob] = await Promise.all([issueClient(authority, { name: 'Ann' }), issueClient(authority, { name: 'Bob' })]);
  });
  after(() => openssl.remove());

  const verdict = ({ certificate }: Identity, list: string, at?: Date): string => openssl.verify('sslclient', [certificate, authority.certificate], { list, at });
  const revoke = ({ serial }: Identity, reason: Reason = 'unspecified'): { serial: string; at: Date; reason: Reason } => ({ serial, at: new Date('2027-01-02T03:04:05Z'), reason });

  it('refuses who stands on it and nobody else, in openssl\'s eyes', async () => {
    const list = await newRevocationList(authority, { revoked: [revoke(ann, 'key-compromise')] });
    assert.match(verdict(ann, list), /certificate revoked/);
    assert.equal(verdict(bob, list), '');
    assert.equal(verdict(await issueServer(authority, { name: 'vpn' }), list), '');
    assert.match(openssl.run(`crl -noout -text -in ${openssl.write('shown.pem', list)}`), /CRL Number: \n\s+1\n[\s\S]*Key Compromise/);
  });

  it('refuses nobody while it is empty', async () => {
    const list = await newRevocationList(authority);
    assert.equal(verdict(ann, list), '');
    assert.deepEqual((await readRevocationList(list, authority.certificate)).revoked, []);
  });

  it('is followed by one with a higher number that still has everybody, once', async () => {
    const first = await newRevocationList(authority, { revoked: [revoke(ann, 'superseded')] });
    const second = await newRevocationList(authority, { former: first, revoked: [revoke(bob), { ...revoke(ann), serial: `00${ann.serial.toLowerCase()}` }] });
    const renewed = await newRevocationList(authority, { former: second });
    const { number, revoked } = await readRevocationList(renewed, authority.certificate);
    assert.equal(number, 3);
    assert.deepEqual(revoked, [revoke(ann, 'superseded'), revoke(bob)]);
    assert.match(verdict(ann, renewed), /revoked/);
    assert.match(verdict(bob, renewed), /revoked/);
  });

  it('says when it ends, and stops everybody from then on', async () => {
    const list = await newRevocationList(authority, { days: 10 });
    const { from, until } = await readRevocationList(list, authority.certificate);
    assert.ok(from < new Date() && until > new Date());
    assert.match(verdict(bob, list, new Date(until.getTime() + 1000)), /CRL has expired/);
    const long = await readRevocationList(await newRevocationList(authority, { days: 100_000 }), authority.certificate);
    assert.ok(long.until.getUTCFullYear() <= new Date().getUTCFullYear() + 10, 'no later than its authority');
  });

  it('is read as it was written, whatever stands on it', async () => {
    const names: readonly Reason[] = ['unspecified', 'key-compromise', 'affiliation-changed', 'superseded', 'cessation-of-operation', 'privilege-withdrawn'];
    const each = fc.record({
      serial: fc.bigInt({ min: 1n, max: (1n << 159n) - 1n }).map((serial) => serial.toString(16).toUpperCase()).map((hex) => hex.padStart(hex.length + hex.length % 2, '0')),
      at: fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }).map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000)),
      reason: fc.constantFrom(...names),
    }, { noNullPrototype: true });
    await fc.assert(fc.asyncProperty(fc.uniqueArray(each, { selector: ({ serial }) => BigInt(`0x${serial}`), maxLength: 12 }), async (revoked) => {
      assert.deepEqual((await readRevocationList(await newRevocationList(authority, { revoked }), authority.certificate)).revoked, revoked);
    }), { numRuns: 30 });
  });

  it('has a number that stays one when its first bit is set', async () => {
    let list = await newRevocationList(authority);
    for (let number = 2; number <= 129; number += 1) {
      list = await newRevocationList(authority, { former: list });
    }
    assert.equal((await readRevocationList(list, authority.certificate)).number, 129);
    assert.match(openssl.run(`crl -noout -crlnumber -in ${openssl.write('many.pem', list)}`), /=(?:0x)?81\n/);
  });

  it('is not read where it is another authority\'s, or none', async () => {
    const list = await newRevocationList(await newAuthority({ name: 'orders CA' }));
    await assert.rejects(readRevocationList(list, authority.certificate), { code: 'revocation-list.other-authority' });
    await assert.rejects(newRevocationList(authority, { former: list }), { code: 'revocation-list.other-authority' });
    for (const text of ['', 'hello', authority.certificate]) {
      await assert.rejects(readRevocationList(text, authority.certificate), { code: 'revocation-list.damaged' });
    }
  });

  it('is not made by an authority that may sign none: openssl would refuse everybody', async () => {
    openssl.make('listless', { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign', 'subjectKeyIdentifier=hash'] });
    const listless = { certificate: openssl.read('listless.pem').toString(), key: new Secret(openssl.read('listless.key').toString()) };
    await assert.rejects(newRevocationList(listless), { code: 'authority.no-list-usage' });
  });

  it('is read where openssl wrote it', async () => {
    openssl.write('index.txt', `R\t370101000000Z\t270101000000Z,keyCompromise\t${ann.serial}\tunknown\t/CN=Ann\n`);
    openssl.write('number', '0100\n');
    openssl.write('ca.conf', `[ca]\ndefault_ca=own\n[own]\ndatabase=${openssl.path('index.txt')}\ncrlnumber=${openssl.path('number')}\ndefault_md=sha256\ncertificate=${
      openssl.write('ca.pem', authority.certificate)}\nprivate_key=${openssl.write('ca.key', authority.key.reveal())}\n`);
    openssl.run('ca -gencrl -config @ca.conf -crldays 7 -out @list.crl');
    const { number, revoked } = await readRevocationList(openssl.read('list.crl').toString(), authority.certificate);
    assert.equal(number, 256);
    assert.deepEqual(revoked, [{ serial: ann.serial, at: new Date('2027-01-01T00:00:00Z'), reason: 'key-compromise' }]);
  });
});
