import assert from 'node:assert/strict';
import { usableServer } from '../../../../src/setup/vpnPeople/bring';
import { askJudgedServer } from '../../../../src/ui/commands/vpnPeopleQuestions';
import { makeCertificates, passphrase } from '../../certificates/variants';
import { Openssl, skipWithoutOpenssl } from '../../certificates/openssl';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';

describe('the files of certificates for the people of a VPN', function suite() {
  this.timeout(60_000);
  const made = new Openssl();
  before(skipWithoutOpenssl);
  before(() => { makeCertificates(made); });
  after(() => made.remove());

  /** As a dialogue gives them: what it does not show cannot be chosen. */
  const judged = async (names: readonly string[], ...acts: readonly Act[]): Promise<string> => {
    const judged = await askJudgedServer({
      editor: {
        chooseFiles: (_, endings) => Promise.resolve(
          names.filter((name) => endings.some((ending) => name.endsWith(`.${ending}`))).map((name) => ({ name, bytes: made.read(name) })),
        ),
      },
      prompter: new ScriptedPrompter(...acts),
    });
    return judged === undefined ? 'nothing' : usableServer(judged).name;
  };

  it('may be PKCS 12, so that it is said what turns that into PEM, and what is refused is said in a sentence', async () => {
    await assert.rejects(judged(['server.p12']), /server\.p12 is a PKCS 12 file/);
    await assert.rejects(judged(['dsa.pem', 'dsa.key', 'root.pem']), /The key of dsa is of the kind "dsa"/);
    await assert.rejects(judged(['server.pem', 'inter.pem', 'root.pem', 'direct.key']), /The private key is not that of the certificate of server/);
  });

  it('may hold an encrypted key, which is opened by its passphrase as when the connection was made', async () => {
    const files = ['server.pem', 'inter.pem', 'root.pem', 'locked.key'];
    assert.equal(await judged(files, { type: 'wrong' }, { type: passphrase }), 'server');
    assert.equal(await judged(files, 'escape'), 'nothing');
  });
});
