import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificatesIn } from '../../../src/tls/certificateText';

describe('a certificate that is to be sent', () => {
  let folder: string;
  let pem: string;
  let key: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-certificate-'));
    const [keyFile, file] = [join(folder, 'key'), join(folder, 'pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', file, '-subj', '/O=Orders/CN=Orders CA', '-days', '30'], { stdio: 'ignore' });
    [pem, key] = [readFileSync(file, 'utf8'), readFileSync(keyFile, 'utf8')];
  });
  after(() => rmSync(folder, { recursive: true }));

  it('goes without what else stands in its file, whatever its line ends', () => {
    const { pem: sent, about } = certificatesIn(`password=hunter2\r\n${pem.replaceAll('\n', '\r\n')}# end\n${pem}`, 'ca.pem');
    assert.equal(sent, pem + pem);
    assert.match(about, /^Orders CA, until \d{4}-\d\d-\d\d, and 1 more$/);
  });

  it('is none where it is a private key, however it is written, even beside a certificate', () => {
    for (const text of [key, pem + key, key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'), '-----BEGIN OPENSSH PRIVATE KEY-----\n', 'PuTTY-User-Key-File-3: ssh-rsa\n']) {
      assert.throws(() => certificatesIn(text, 'ca.pem'), { code: 'certificate.private-key' });
    }
  });

  it('is none where it is something else, damaged or over, and says which', () => {
    for (const text of ['', 'hello', '\u0000\u0001', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----']) {
      assert.throws(() => certificatesIn(text, 'ca.pem'), { code: 'certificate.none' });
    }
    assert.throws(() => certificatesIn('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'ca.pem'), { code: 'certificate.damaged' });
    assert.throws(() => certificatesIn(pem, 'ca.pem', new Date('2060-01-01')), { code: 'certificate.over', why: /Orders CA ended on/ });
  });
});
