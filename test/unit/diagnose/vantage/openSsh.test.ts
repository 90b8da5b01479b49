import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import type { Passphrases } from '../../../../src/model/passphrases';
import { Secret } from '../../../../src/model/secret';
import type { ServerAccess } from '../../../../src/model/serverAccess';
import { heldKeys } from '../../../../src/ssh/agent';
import { readKeyFile } from '../../../../src/ssh/keyFile';
import { canMakeKeys, MadeKeys, passphrase } from '../../ssh/madeKeys';
import { RealAgent } from '../../ssh/realAgent';
import { RealSshd } from './realSshd';
import { never } from './sshBench';

const open = [
  'ed25519', 'rsa', 'rsa-3072', 'rsa-pkcs1', 'rsa-pkcs8', 'rsa-openssl', 'rsa-traditional', 'rsa-attributes',
  'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'ecdsa-256-pkcs8', 'ecdsa-384-pkcs8', 'ecdsa-521-pkcs8', 'ecdsa-sec1', 'ecdsa-parameters',
  'ed25519-pkcs8', 'ed25519-windows', 'ed25519-mark', 'ed25519-utf16', 'ed25519-open',
];
const locked = [
  'ed25519-locked', 'rsa-locked', 'ecdsa-locked', 'ed25519-locked-cbc', 'ed25519-locked-gcm', 'rsa-pkcs1-locked', 'ecdsa-sec1-locked',
  'rsa-pkcs8-locked', 'rsa-pkcs8-locked-3des', 'ed25519-pkcs8-locked', 'ecdsa-pkcs8-locked',
];
const knows: Passphrases = { get: () => Promise.resolve(new Secret(passphrase)) };

describe('signing in to OpenSSH\'s own server', () => {
  let keys = new MadeKeys('');
  let sshd: RealSshd;

  before(async function () {
    const program = RealSshd.program();
    if (process.platform === 'win32' || program === undefined || !canMakeKeys()) {
      console.log('      sshd, ssh-keygen or openssl is not here');
      this.skip();
    }
    keys = new MadeKeys(await mkdtemp(join(tmpdir(), 'openssh-keys-')));
    keys.makeAll();
    sshd = await RealSshd.start(program, await Promise.all([...open, ...locked].map(lineOf)));
  });
  after(async () => {
    if (keys.folder !== '') {
      await sshd.stop();
      await rm(keys.folder, { recursive: true });
    }
  });

  async function lineOf(name: string): Promise<string> {
    const file = await readKeyFile(keys.path(name), new Secret(passphrase));
    assert.ok(file.kind === 'key', name);
    return file.publicKey.line;
  }

  function access(more: Partial<ServerAccess>): ServerAccess {
    return {
      network: systemNetwork(), host: '127.0.0.1', port: sshd.port, username: sshd.username, name: 'box', privateKeyPath: undefined,
      knownHostsPath: keys.path('known-hosts'), ...more,
    };
  }

  async function signIn(more: Partial<ServerAccess>): Promise<void> {
    (await openServer(access(more), never, { passphrases: knows })).close();
  }

  for (const name of [...open, ...locked]) {
    it(`works with the key file ${name}`, async () => {
      await signIn({ privateKeyPath: keys.path(name) });
    });
  }

  it('is refused with a key that it does not know', async () => {
    keys.keygen('unknown', '-t ed25519');
    await assert.rejects(signIn({ privateKeyPath: keys.path('unknown') }), { code: 'ssh.refused-key' });
  });

  it('works through an agent with many keys, each as it is chosen', async function () {
    const agent = await RealAgent.start();
    if (agent === undefined) {
      this.skip();
    }
    try {
      // More than the server lets anybody try.
      for (let n = 0; n < 8; n += 1) {
        keys.keygen(`other-${n}`, '-t ed25519');
        agent.run('-q', keys.path(`other-${n}`));
      }
      for (const name of ['rsa', 'ecdsa-384', 'ed25519']) {
        agent.run('-q', keys.path(name));
      }
      const held = await heldKeys(agent.socket, never);
      for (const { publicKey: { fingerprint }, comment } of held.slice(8)) {
        await signIn({ agentKey: { socket: agent.socket, fingerprint, comment } });
      }
      assert.equal(held.length, 11);
      const chosen = { socket: agent.socket, fingerprint: held[8]?.publicKey.fingerprint ?? '', comment: 'me@laptop' };
      agent.run('-q', '-D');
      await assert.rejects(signIn({ agentKey: chosen }), { code: 'ssh.agent-key-missing', what: /^Could not sign in to box/ });
      await agent.stop();
      await assert.rejects(signIn({ agentKey: chosen }), { code: 'ssh.agent-gone', what: /^Could not sign in to box/, next: /^Start it again/ });
    } finally {
      await agent.stop();
    }
  });
});
