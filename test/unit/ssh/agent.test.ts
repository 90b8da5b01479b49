import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentWith, heldKeys } from '../../../src/ssh/agent';
import { agentSocket } from '../../../src/ssh/agentSocket';
import { readKeyFile } from '../../../src/ssh/keyFile';
import { canMakeKeys, MadeKeys } from './madeKeys';
import { RealAgent } from './realAgent';

const never = new AbortController().signal;

describe('Where the SSH agent listens', () => {
  it('is what SSH_AUTH_SOCK names, and on Windows a place of its own', () => {
    assert.equal(agentSocket({ SSH_AUTH_SOCK: '/run/agent' }, 'linux'), '/run/agent');
    assert.equal(agentSocket({ SSH_AUTH_SOCK: '' }, 'linux'), undefined);
    assert.equal(agentSocket({}, 'darwin'), undefined);
    assert.equal(agentSocket({}, 'win32'), '\\\\.\\pipe\\openssh-ssh-agent');
  });
});

describe('An SSH agent', () => {
  let agent: RealAgent;
  let keys: MadeKeys;

  before(async function () {
    const started = canMakeKeys() ? await RealAgent.start() : undefined;
    if (started === undefined) {
      console.log('      ssh-agent and ssh-keygen are not here');
      this.skip();
    }
    agent = started;
    keys = new MadeKeys(await mkdtemp(join(tmpdir(), 'agent-keys-')));
    keys.keygen('one', '-t ed25519 -C me@laptop');
    keys.keygen('two', '-t rsa -b 2048 -C work');
    keys.keygen('three', '-t ecdsa -C build');
  });
  afterEach(() => { agent.run('-q', '-D'); });
  after(async () => {
    await agent.stop();
    await rm(keys.folder, { recursive: true });
  });

  it('has its keys listed with comments and fingerprints, as files have them', async () => {
    assert.deepEqual(await heldKeys(agent.socket, never), []);
    for (const name of ['one', 'two', 'three']) {
      agent.run('-q', keys.path(name));
    }
    const held = await heldKeys(agent.socket, never);
    assert.deepEqual(held.map(({ comment, publicKey: { type } }) => [comment, type]), [['me@laptop', 'ed25519'], ['work', 'rsa'], ['build', 'ecdsa']]);
    for (const [index, name] of ['one', 'two', 'three'].entries()) {
      const file = await readKeyFile(keys.path(name));
      assert.deepEqual(held[index]?.publicKey, file.kind === 'key' ? file.publicKey : undefined);
    }
  });

  it('offers the key alone that is meant', async () => {
    agent.run('-q', keys.path('one'), keys.path('two'));
    const [, second] = await heldKeys(agent.socket, never);
    const one = await agentWith({ socket: agent.socket, fingerprint: second?.publicKey.fingerprint ?? '', comment: '' }, never);
    const offered = await new Promise((resolve, reject) => one.getIdentities((error, found) => error ? reject(error) : resolve(found?.length)));
    assert.equal(offered, 1);
  });

  it('that has the key no more, or none, is told as such', async () => {
    const missing = { socket: agent.socket, fingerprint: 'SHA256:x', comment: 'me@laptop' };
    await assert.rejects(agentWith(missing, never), { code: 'ssh.agent-key-missing', why: /holds no key that can be used: it is locked/, next: /ssh-add/ });
    agent.run('-q', keys.path('one'));
    await assert.rejects(agentWith(missing, never), { code: 'ssh.agent-key-missing', why: 'The SSH agent has the key "me@laptop" (SHA256:x) no more.' });
  });

  it('that has gone, is unknown, or is none is told as such', async () => {
    await assert.rejects(heldKeys(undefined, never), { code: 'ssh.agent-gone', why: 'No SSH agent is known here: SSH_AUTH_SOCK is not set.' });
    const absent = join(agent.folder, 'absent');
    await assert.rejects(heldKeys(absent, never), { code: 'ssh.agent-gone', why: `The SSH agent at ${absent} does not answer: Failed to connect to agent.` });
    const odd = join(agent.folder, 'odd');
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n'));
    await new Promise<void>((resolve) => server.listen(odd, resolve));
    try {
      await assert.rejects(heldKeys(odd, never), { code: 'ssh.agent-gone' });
    } finally {
      server.close();
    }
  });

  it('is not waited for by whoever has given up', async () => {
    await assert.rejects(heldKeys(agent.socket, AbortSignal.abort()), { name: 'AbortError' });
  });
});
