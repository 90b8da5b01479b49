import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { Secret } from '../../../../src/model/secret';
import type { Answer, TextQuestion } from '../../../../src/ui/prompts/answers';
import { KeyPassphrases } from '../../../../src/ui/session/keyPassphrases';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';
import { Machine } from './memory';

const never = new AbortController().signal;

interface Window {
  readonly passphrases: KeyPassphrases;
  readonly prompter: ScriptedPrompter;
  /** What was offered to be kept: does so. */
  readonly keeps: (() => Promise<void>)[];
}

describe('the passphrase of a private key', () => {
  let folder: string;
  let path: string;
  let machine: Machine;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-passphrase-'));
    path = join(folder, 'my-work-key');
    await lock('right');
  });
  beforeEach(() => { machine = new Machine(); });
  after(() => rm(folder, { recursive: true, force: true }));

  async function lock(passphrase: string): Promise<void> {
    await writeFile(path, ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256, passphrase, cipher: 'aes256-ctr', rounds: 1 }).private, { mode: 0o600 });
  }

  function window(...acts: Act[]): Window {
    const prompter = new ScriptedPrompter(...acts);
    const keeps: (() => Promise<void>)[] = [];
    const { secrets } = machine.window();
    const offerToKeep = (of: string, keep: () => Promise<void>): void => {
      assert.equal(of, path);
      keeps.push(keep);
    };
    return { passphrases: new KeyPassphrases({ accountId: 'acc:me', secrets, prompter, offerToKeep }), prompter, keeps };
  }

  const got = async ({ passphrases }: Window, wrong?: string): Promise<string | undefined> =>
    (await passphrases.get(path, wrong === undefined ? undefined : new Secret(wrong), never))?.reveal();

  it('is asked for until it opens the key, and known from then on in this session alone', async () => {
    const first = window({ type: '' }, { type: 'wrong' }, { type: 'right' });
    assert.deepEqual([await got(first), await got(first)], ['right', 'right']);
    assert.deepEqual(first.prompter.prompts, [`The passphrase of the key ${path}`]);
    assert.deepEqual(first.prompter.refused.map((text) => text.split('.')[0]), [
      'Type the passphrase, or press Escape to go on without it', 'That does not open the key',
    ]);
    assert.equal(machine.vault.kept.size, 0);
    assert.equal(await got(window('escape')), undefined);
  });

  it('is kept by choice, under a name that does not tell where the key is', async () => {
    const first = window({ type: 'right' });
    await got(first);
    assert.equal(first.keeps.length, 1);
    await first.keeps[0]?.();
    assert.deepEqual([...machine.vault.kept.values()], ['right']);
    assert.doesNotMatch(JSON.stringify([[...machine.vault.kept.keys()], machine.ledger.content]), /work|right/);
    assert.equal(await got(window()), 'right');
  });

  it('goes with the account', async () => {
    const { secrets, store } = machine.window();
    await store.add({ id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me', kind: 'cloud' }, { kind: 'api-key', apiKey: new Secret('k') });
    const first = window({ type: 'right' });
    await got(first);
    await first.keeps[0]?.();
    await store.remove('acc:me');
    assert.deepEqual((await secrets.keys()).filter((key) => key.includes('passphrase')), []);
    assert.doesNotMatch(JSON.stringify([...machine.vault.kept.values()]), /right/);
  });

  it('that opens the key no more is forgotten, and asked for anew', async () => {
    const first = window({ type: 'right' });
    await got(first);
    await first.keeps[0]?.();
    await lock('other');
    try {
      const second = window({ type: 'right' }, { type: 'other' });
      assert.deepEqual([await got(second), await got(second, 'right'), await got(second)], ['right', 'other', 'other']);
      assert.deepEqual(second.prompter.prompts, [`What was kept opens the key ${path} no more. Its passphrase`]);
      assert.equal(machine.vault.kept.size, 0);
    } finally {
      await lock('right');
    }
  });

  it('is asked for although what is kept cannot be read', async () => {
    machine.vault.broken = true;
    assert.equal(await got(window({ type: 'right' })), 'right');
  });

  it('is asked for once by all who want it at once, in a box that closes when the last one gives up', async () => {
    const boxes: { readonly question: TextQuestion; readonly answer: (answer: Answer<string>) => void }[] = [];
    const passphrases = new KeyPassphrases({
      accountId: 'acc:me', secrets: machine.window().secrets, offerToKeep: () => undefined,
      prompter: { text: (question) => new Promise((answer) => { boxes.push({ question, answer }); }) },
    });
    const [left, right] = [new AbortController(), new AbortController()];
    const waiting = [left, right].map(({ signal }) => assert.rejects(passphrases.get(path, undefined, signal), { name: 'AbortError' }));
    const box = await until(() => boxes[0]);
    assert.equal(box.question.secret, true);
    left.abort();
    await waiting[0];
    assert.equal(box.question.signal?.aborted, false);
    right.abort();
    await waiting[1];
    assert.equal(box.question.signal.aborted, true);
    assert.equal(boxes.length, 1);
    box.answer({ kind: 'cancelled' });
    await assert.rejects(passphrases.get(path, undefined, AbortSignal.abort()), { name: 'AbortError' });
  });
});

async function until<Value>(found: () => Value | undefined): Promise<Value> {
  for (;;) {
    const value = found();
    if (value !== undefined) {
      return value;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
