import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerAccess } from '../../../../src/model/serverAccess';
import { heldKeys } from '../../../../src/ssh/agent';
import { RealAgent } from '../../ssh/realAgent';
import { never, SshBench } from './sshBench';
import { makeKey } from './sshPeer';

describe('signing in with a key of the SSH agent', () => {
  const bench = new SshBench();
  let agent: RealAgent | undefined;

  before(async function () {
    agent = await RealAgent.start();
    if (agent === undefined) {
      console.log('      ssh-agent is not here');
      this.skip();
    }
  });
  afterEach(() => agent?.run('-q', '-D'));
  after(() => agent?.stop());

  /** The bench's own key is put into the agent, which is asked for it. */
  async function chosen(...how: string[]): Promise<Partial<ServerAccess>> {
    agent?.run('-q', ...how, join(bench.folder, 'key'));
    const key = (await heldKeys(agent?.socket, never)).at(-1);
    return { privateKeyPath: undefined, agentKey: { socket: agent?.socket, fingerprint: key?.publicKey.fingerprint ?? '', comment: 'mine' } };
  }

  it('needs no file, and uses none of its other keys', async () => {
    const server = await bench.peer();
    for (let n = 0; n < 7; n += 1) {
      const other = join(bench.folder, `other-${n}`);
      await writeFile(other, makeKey().privateKey, { mode: 0o600 });
      agent?.run('-q', other);
    }
    const session = await bench.signIn(server.port, await chosen());
    assert.equal(session.name, 'build-box');
  });

  it('is refused where the agent is told not to sign', async () => {
    const server = await bench.peer();
    await assert.rejects(bench.signIn(server.port, await chosen('-c')), {
      code: 'ssh.agent-refused', what: /^Could not sign in to build-box/, why: /^The SSH agent did not sign: /, next: /allow it where the agent asks/,
    });
  });

  it('is refused by a server that does not know the key', async () => {
    const server = await bench.peer({ publicKey: makeKey().publicKey });
    await assert.rejects(bench.signIn(server.port, await chosen()), { code: 'ssh.refused-key' });
  });

  it('says what has gone: the key, the agent, or both', async () => {
    const server = await bench.peer();
    const access = await chosen();
    agent?.run('-q', '-D');
    await assert.rejects(bench.signIn(server.port, access), { code: 'ssh.agent-key-missing', what: /^Could not sign in to build-box/ });
    const gone = { ...access, agentKey: { socket: join(bench.folder, 'gone'), fingerprint: 'SHA256:x', comment: 'mine' } };
    await assert.rejects(bench.signIn(server.port, gone), { code: 'ssh.agent-gone', why: /does not answer/, next: /^Start it again/ });
    await assert.rejects(bench.signIn(server.port, { ...gone, agentKey: { ...gone.agentKey, socket: undefined } }), { code: 'ssh.agent-gone', why: /SSH_AUTH_SOCK/ });
  });
});
