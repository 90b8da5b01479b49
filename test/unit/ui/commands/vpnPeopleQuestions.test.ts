import assert from 'node:assert/strict';
import { judgedServer } from '../../../../src/setup/vpnPeople/bring';
import { askFiles } from '../../../../src/ui/commands/vpnPeopleQuestions';
import { makeCertificates } from '../../certificates/variants';
import { Openssl, skipWithoutOpenssl } from '../../certificates/openssl';

describe('the files of certificates for the people of a VPN', function suite() {
  this.timeout(60_000);
  const made = new Openssl();
  before(skipWithoutOpenssl);
  before(() => { makeCertificates(made); });
  after(() => made.remove());

  /** As a dialogue gives them: what it does not show cannot be chosen. */
  const chosen = async (...names: readonly string[]) => await askFiles({
    chooseFiles: (_, endings) => Promise.resolve(names.filter((name) => endings.some((ending) => name.endsWith(`.${ending}`))).map((name) => ({ name, bytes: made.read(name) }))),
  }, 'title') ?? [];

  it('may be PKCS 12, so that it is said what turns that into PEM, and what is refused is said in a sentence', async () => {
    await assert.rejects(judgedServer(await chosen('server.p12')), /server\.p12 is a PKCS 12 file/);
    await assert.rejects(judgedServer(await chosen('dsa.pem', 'dsa.key', 'root.pem')), /The key of dsa is of the kind "dsa"/);
    await assert.rejects(judgedServer(await chosen('server.pem', 'inter.pem', 'root.pem', 'direct.key')), /The private key is not that of the certificate of server/);
  });
});
