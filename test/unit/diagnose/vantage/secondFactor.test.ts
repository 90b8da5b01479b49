import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import { Failure } from '../../../../src/model/failure';
import { Secret } from '../../../../src/model/secret';
import type { SecondFactors, ServerQuestion } from '../../../../src/model/secondFactors';
import { heldKeys } from '../../../../src/ssh/agent';
import { RealAgent } from '../../ssh/realAgent';
import { never, SshBench } from './sshBench';
import { makeKey, type Round } from './sshPeer';

const code: Round = { prompts: [{ prompt: 'Verification code: ', echo: false }], answers: ['123456'] };

/** A person who answers these in turn, and then goes away. */
function answering(...answers: (readonly string[])[]): SecondFactors & { readonly asked: ServerQuestion[] } {
  const asked: ServerQuestion[] = [];
  return {
    asked,
    answer: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift()?.map((each) => new Secret(each)));
    },
  };
}

describe('a server that wants more than a key', () => {
  const bench = new SshBench();

  for (const type of ['ed25519', 'rsa'] as const) {
    it(`asks a person beside the ${type} key, once, and is signed in to`, async () => {
      const key = makeKey(type);
      await writeFile(join(bench.folder, type), key.privateKey, { mode: 0o600 });
      const server = await bench.peer({ publicKey: key.publicKey, wants: { rounds: [code] } });
      const factors = answering(['123456']);
      const session = await bench.signIn(server.port, { privateKeyPath: join(bench.folder, type) }, { factors });
      assert.deepEqual(factors.asked, [{ server: 'build-box', instructions: '', prompts: [{ text: 'Verification code:', isSecret: true }] }]);
      assert.equal(session.wasAsked, true);
      assert.deepEqual(await session.resolve('kafka-0.private.test', never), ['10.249.1.4', '10.249.65.4']);
    });
  }

  it('asks beside a key of the agent too, though that one is not told what the server said', async function () {
    const agent = await RealAgent.start();
    if (agent === undefined) {
      this.skip();
    }
    try {
      agent.run('-q', join(bench.folder, 'key'));
      const [held] = await heldKeys(agent.socket, never);
      const access = { privateKeyPath: undefined, agentKey: { socket: agent.socket, fingerprint: held?.publicKey.fingerprint ?? '', comment: 'mine' } };
      const server = await bench.peer({ wants: { rounds: [code] } });
      await bench.signIn(server.port, access, { factors: answering(['123456']) });
      const stranger = await bench.peer({ publicKey: makeKey().publicKey, wants: { rounds: [code] } });
      const nobody = answering();
      await assert.rejects(bench.signIn(stranger.port, access, { factors: nobody }), { code: 'ssh.refused-key' });
      assert.deepEqual(nobody.asked, []);
    } finally {
      await agent.stop();
    }
  });

  it('may ask several times, several things at once, and before it looks at the key', async () => {
    const both: Round = {
      instructions: 'Two of them', prompts: [{ prompt: 'Password:', echo: false }, { prompt: 'Your city:', echo: true }], answers: ['hunter2', 'Ghent'],
    };
    for (const first of [undefined, true] as const) {
      const server = await bench.peer({ wants: { rounds: [both, code], ...first === undefined ? {} : { first } } });
      const factors = answering(['hunter2', 'Ghent'], ['123456']);
      await bench.signIn(server.port, {}, { factors });
      assert.deepEqual(factors.asked.map(({ instructions, prompts }) => [instructions, prompts.map(({ isSecret }) => isSecret)]), [['Two of them', [true, false]], ['', [true]]]);
    }
  });

  it('is told from one that refuses the key, which asks nobody for anything', async () => {
    const factors = answering(['123456']);
    const server = await bench.peer({ publicKey: makeKey().publicKey, wants: { rounds: [code] } });
    await assert.rejects(bench.signIn(server.port, {}, { factors }), { code: 'ssh.refused-key' });
    assert.deepEqual(factors.asked, []);
  });

  it('says what it wants where nobody answers, and what to do', async () => {
    const server = await bench.peer({ wants: { rounds: [code] } });
    for (const help of [{}, { factors: answering() }]) {
      await assert.rejects(bench.signIn(server.port, {}, help), {
        code: 'ssh.more-wanted',
        why: 'The server takes the key and also wants an answer, which nobody gave: "Verification code:"',
        next: /^Check again, or go on with the run, and answer when you are asked; /,
      });
    }
  });

  it('names another way that it wants, and does not blame the key', async () => {
    for (const [wants, words] of [['password', /also wants: a password\.$/], ['publickey', /also wants: another key\.$/]] as const) {
      await assert.rejects(bench.signIn((await bench.peer({ wants })).port), { code: 'ssh.more-wanted', why: words });
    }
  });

  it('is asked no second time after a wrong answer, which is shown nowhere', async () => {
    const factors = answering(['hunter2'], ['123456']);
    const server = await bench.peer({ wants: { rounds: [code] } });
    await assert.rejects(bench.signIn(server.port, {}, { factors }), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.next], ['ssh.second-factor-refused', 'Check again, or go on with the run, with a fresh code.']);
      assert.doesNotMatch(inspect(error, { depth: 9 }), /hunter2/);
      return true;
    });
    assert.equal(factors.asked.length, 1);
  });

  it('speaks as data: bounded, with nothing that moves a cursor, and in no endless talk', async () => {
    const odd: Round = { instructions: `\u001b[2J${'i'.repeat(9000)}`, prompts: [{ prompt: `\u202e${'p'.repeat(9000)}`, echo: true }], answers: ['x'] };
    const factors = answering(...Array.from({ length: 20 }, () => ['x']));
    const server = await bench.peer({ wants: { rounds: Array.from({ length: 20 }, () => odd) } });
    await assert.rejects(bench.signIn(server.port, {}, { factors }), { code: 'ssh.more-wanted' });
    assert.equal(factors.asked.length, 10);
    const [{ instructions, prompts: [prompt] } = { instructions: '', prompts: [] }] = factors.asked;
    assert.ok(instructions.length <= 500 && (prompt?.text.length ?? 999) <= 200);
    assert.doesNotMatch(`${instructions}${prompt?.text ?? ''}`, /[\u001b\u202e]/);
    const many = { prompts: Array.from({ length: 11 }, () => ({ prompt: 'x', echo: true })), answers: [] };
    const asked = answering([]);
    await assert.rejects(bench.signIn((await bench.peer({ wants: { rounds: [many] } })).port, {}, { factors: asked }), { code: 'ssh.more-wanted' });
    assert.deepEqual(asked.asked, []);
  });

  it('waits for a person longer than for a server, and closes the box when it has hung up', async () => {
    const server = await bench.peer({ wants: { rounds: [code] } });
    const slow: SecondFactors = { answer: async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return [new Secret('123456')];
    } };
    const { openedInMs } = await bench.signIn(server.port, { timeoutMs: 400 }, { factors: slow });
    assert.ok(openedInMs !== undefined && openedInMs < 600, 'what a person took is no time of the server\'s');
    let closed = false;
    const waiting: SecondFactors = { answer: (_question, signal) => new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        closed = true;
        resolve(undefined);
      });
      server.dropAll();
    }) };
    await assert.rejects(bench.signIn(server.port, {}, { factors: waiting }), { code: 'ssh.more-wanted' }, 'trying again by itself would ask again');
    assert.ok(closed);
  });

  it('ends with a cancel of whoever wanted in', async () => {
    const server = await bench.peer({ wants: { rounds: [code] } });
    const controller = new AbortController();
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => { close = resolve; });
    const factors: SecondFactors = { answer: (_question, signal) => new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        close();
        resolve(undefined);
      });
      controller.abort();
    }) };
    await assert.rejects(openServer(bench.access(server.port), controller.signal, { factors }), { name: 'AbortError' });
    await closed;
  });
});
