import assert from 'node:assert/strict';
import { askBrought, isWhole } from '../../../../../src/ui/routes/clientVpn/brought';
import type { Answers, Brought } from '../../../../../src/ui/routes/clientVpn/answers';
import { ClientVpnQuestions } from '../../../../../src/ui/routes/clientVpn/questions';
import type { Answer } from '../../../../../src/ui/prompts/answers';
import { identitiesOf } from '../../../../../src/setup/vpnIdentities';
import { MemoryVault } from '../../../setup/support';
import { authorityExtensions, clientExtensions, Openssl, serverExtensions, skipWithoutOpenssl } from '../../../certificates/openssl';
import { makeCertificates, passphrase } from '../../../certificates/variants';
import { instance } from '../../fixtures';
import { ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';
import { payments, sourcesWith } from './offer';

const position = { title: 'Connect', number: 5, total: 9, back: true };
const [server, authority, client] = [{ take: /^The server: / }, { take: /^The authority / }, { take: /^The first person: / }];
const whole = ['server.pem', 'inter.pem', 'root.pem', 'server.key'];

interface Asked {
  readonly answer: Answer<Brought>;
  readonly prompter: ScriptedPrompter;
  /** What the boxes that refuse say. */
  readonly said: readonly string[];
}

describe('certificates that are brought', function suite() {
  this.timeout(120_000);
  const made = new Openssl();
  before(skipWithoutOpenssl);
  before(() => {
    makeCertificates(made);
    made.make('people', { extensions: authorityExtensions });
    made.make('ended', { by: 'root', extensions: serverExtensions, days: -1 });
    made.make('anna', { by: 'people', extensions: clientExtensions });
  });
  after(() => made.remove());

  /** Each choice of files in turn; a box that refuses is answered with other files as long as there are any. */
  async function ask(acts: readonly Act[], choices: readonly (readonly string[])[], before?: Brought): Promise<Asked> {
    const [prompter, left, said] = [new ScriptedPrompter(...acts), [...choices], [] as string[]];
    const answer = await askBrought({
      prompter,
      editor: {
        chooseFiles: () => Promise.resolve(left.shift()?.map((name) => ({ name, bytes: made.read(name) }))),
        confirm: ({ text, detail }) => Promise.resolve(said.push(`${text} ${detail}`) > 0 && left.length > 0),
      },
    }, position, before);
    return { answer, prompter, said };
  }

  it('are taken from one choice of files, with the authority and the person that are found in it', async () => {
    const { answer, prompter } = await ask([server, 'enter'], [[...whole, 'client.pem', 'client.key']]);
    assert.ok(answer.kind === 'value' && isWhole(answer.value));
    assert.deepEqual([answer.value.server?.name, answer.value.authority?.name, answer.value.client?.name], ['server', 'inter', 'client']);
    assert.equal(prompter.seen[1]?.current, 'Take these');
  });

  it('are taken one after the other, where people are known by another authority than the server', async () => {
    const { answer } = await ask([server, authority, client, 'enter'], [whole, ['people.pem'], ['anna.pem', 'anna.key']]);
    assert.ok(answer.kind === 'value');
    assert.deepEqual([answer.value.server?.name, answer.value.authority?.name, answer.value.client?.name], ['server', 'people', 'anna']);
  });

  it('cannot be taken before they are whole', async () => {
    const { prompter } = await ask([client, 'escape'], [['anna.pem', 'anna.key', 'people.pem']]);
    assert.ok(!prompter.seen.some(({ labels }) => labels.includes('Take these')));
    assert.equal(prompter.seen.at(-1)?.current, 'The server: certificate, chain and key');
  });

  const bad: readonly (readonly [string, Act, readonly string[], RegExp])[] = [
    ['a key that is another’s', server, ['server.pem', 'inter.pem', 'root.pem', 'direct.key'], /The private key is not that of the certificate of server/],
    ['a DSA key', server, ['dsa.pem', 'dsa.key', 'root.pem'], /The key of dsa is of the kind "dsa"/],
    ['a PKCS 12 file', server, ['server.p12'], /server\.p12 is a PKCS 12 file .*"openssl pkcs12/],
    ['an expired certificate', server, ['ended.pem', 'ended.key', 'root.pem'], /The certificate of ended ended on/],
    ['an authority without the flag', server, ['below-flagless.pem', 'below-flagless.key', 'flagless.pem', 'root.pem'], /flagless has no CA flag/],
    ['no authority where one is asked for', authority, ['anna.pem'], /has no CA flag/],
    ['a server’s without serverAuth', server, ['client.pem', 'client.key', 'inter.pem', 'root.pem'], /is not for servers \(serverAuth\)/],
    ['a person’s without clientAuth', client, whole, /is not for clients \(clientAuth\)/],
    ['a chain with a gap', server, ['server.pem', 'root.pem', 'server.key'], /The chain ends at server: .* inter, is missing/],
    ['no key', server, ['server.pem', 'inter.pem', 'root.pem'], /The private key of server is missing/],
  ];
  for (const [what, row, files, words] of bad) {
    it(`are refused for ${what}, in one sentence that says what and what to do, and asked for again`, async () => {
      const { answer, said } = await ask([row, 'back'], [files]);
      assert.equal(answer.kind, 'back');
      assert.equal(said.length, 1);
      assert.match(said[0] ?? '', words);
    });
  }

  it('are taken one file at a time, since the dialogue of a window on another machine gives no more', async () => {
    const { answer, said } = await ask([server, 'enter'], [['server.key'], ['server.pem'], ['inter.pem'], ['root.pem']]);
    assert.ok(answer.kind === 'value' && isWhole(answer.value));
    assert.deepEqual(said.map((words) => words.slice(0, 30)), ['There is a private key, and no', 'The chain ends at server: the ', 'The chain ends at inter: the c']);
  });

  it('do not keep a file that was wrong beside the next one', async () => {
    const { answer } = await ask([server, 'enter'], [['dsa.pem', 'dsa.key', 'root.pem'], whole]);
    assert.equal(answer.kind === 'value' ? answer.value.server?.name : '', 'server');
  });

  it('are taken in any order and with line ends of Windows', async () => {
    made.write('mixed.pem', ['root.pem', 'server.key', 'inter.pem', 'server.pem'].map((name) => made.read(name).toString().replaceAll('\n', '\r\n')).join(''));
    const { answer, said } = await ask([server, 'enter'], [['mixed.pem']]);
    assert.deepEqual([answer.kind, said], ['value', []]);
  });

  it('ask for the passphrase of an encrypted key, in a box that hides it, and say when it is another', async () => {
    const files = ['server.pem', 'inter.pem', 'root.pem', 'locked.key'];
    const { answer, prompter } = await ask([server, { type: 'wrong' }, { type: passphrase }, 'enter'], [files]);
    assert.match(prompter.refused[0] ?? '', /The passphrase does not open the key in locked\.key/);
    assert.ok(answer.kind === 'value');
    assert.match(answer.value.server?.key?.reveal() ?? '', /^-----BEGIN PRIVATE KEY-----/);
    assert.equal((await ask([server, 'escape', 'back'], [files])).answer.kind, 'back', 'nobody has to type it');
  });

  it('refuse a person whom the authority did not sign for, whichever of them comes last', async () => {
    const first = await ask([server, authority, client, 'back'], [whole, ['people.pem'], ['client.pem', 'client.key', 'inter.pem', 'root.pem']]);
    assert.match(first.said.join(), /client is not signed by the authority people/);
    const second = await ask([client, authority, 'back'], [['anna.pem', 'anna.key', 'people.pem'], ['root.pem']]);
    assert.match(second.said.join(), /anna is not signed by the authority Orders root/);
  });

  it('go into the vault with the choices, and with nothing before', async () => {
    const secrets = new MemoryVault();
    const { answer } = await ask([server, 'enter'], [[...whole, 'client.pem', 'client.key']]);
    assert.ok(answer.kind === 'value');
    assert.equal(secrets.secrets.size, 0);
    const answers: Answers = {
      vpc: { kind: 'existing', id: payments.id, name: 'payments' }, server: { kind: 'new', zones: ['ca-mon-1'] }, certificates: 'brought', brought: answer.value,
      secretsManager: { kind: 'new', name: 's', plan: 'standard' }, pool: { pool: '10.208.0.0/22', userRanges: [] }, from: { kind: 'own-address' },
    };
    const target = { instance: instance('orders'), connectionId: 'orders-pc-1a2b' };
    const choices = JSON.stringify(await new ClientVpnQuestions(sourcesWith(new ScriptedPrompter(), { secrets })).choices(answers, target));
    assert.match(choices, /"certificates":\{"kind":"brought"\}/);
    assert.doesNotMatch(choices, /BEGIN/);
    const kept = await identitiesOf(secrets, 'orders-pc-1a2b');
    assert.equal(kept?.origin, 'brought');
    assert.match(kept.client?.certificate ?? '', /BEGIN CERTIFICATE/);
  });

  it('need no file again where they were brought before, and are asked for whole where one is', async () => {
    const kept = await ask(['enter'], [], { isKept: true, told: {} });
    assert.deepEqual(kept.answer, { kind: 'value', value: { isKept: true, told: {} } });
    const anew = await ask([authority, 'back'], [['people.pem']], { isKept: true, told: {} });
    assert.ok(!(anew.prompter.seen[1]?.labels ?? []).some((label) => label.startsWith('Take')));
  });
});
