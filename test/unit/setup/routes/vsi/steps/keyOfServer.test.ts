import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { namesOf } from '../../../../../../src/setup/names';
import type { VsiChoices } from '../../../../../../src/setup/routes/vsi/choices';
import { sshKeyStep } from '../../../../../../src/setup/routes/vsi/steps/sshKey';
import type { Step } from '../../../../../../src/setup/steps/step';
import { makeKeyFile, publicKeyOf } from '../../../../../../src/ssh/keyFile';
import { RealAgent } from '../../../../ssh/realAgent';
import { connection, later, scripted } from '../../../scripted';

const box = { kind: 'existing', id: '1', name: 'box' } as const;
const another = 'Choose another key, or let one be made.';
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-key-'));
  path = join(folder, 'key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function stepWith(kind: 'existing', more: Partial<VsiChoices> = {}): Step {
  return sshKeyStep({ ...connection.choices, key: { kind, path }, ...more }, namesOf(connection.id));
}

async function makeHere(): Promise<string> {
  await makeKeyFile(path, 'me', new AbortController().signal);
  return (await publicKeyOf(path)).fingerprint;
}

function lockedPair(type: 'pkcs1' | 'openssh'): { readonly privateKey: string; readonly publicLine: string } {
  if (type === 'openssh') {
    const pair = ssh2.utils.generateKeyPairSync('rsa', { bits: 2048, passphrase: 'x', cipher: 'aes256-ctr', rounds: 1 });
    return { privateKey: pair.private, publicLine: pair.public };
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const open = createPublicKey(publicKey).export({ format: 'jwk' });
  const parts = [Buffer.from('ssh-rsa'), Buffer.from(open.e ?? '', 'base64url'), Buffer.concat([Buffer.of(0), Buffer.from(open.n ?? '', 'base64url')])];
  const blob = Buffer.concat(parts.flatMap((part) => [Buffer.of(0, 0, part.length >> 8, part.length & 0xff), part]));
  return { privateKey, publicLine: `ssh-rsa ${blob.toString('base64')} me\n` };
}

describe('The key of a server that exists', () => {
  it('is never advised to be made for a server that exists, whose key it cannot become', async () => {
    const step = stepWith('existing', { server: box });
    const remedy = 'Choose the private key that opens the server.';
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'blocked', why: `${path} is not there.`, remedy });
    await writeFile(path, 'hello');
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'blocked', why: `${path} cannot be used: It is no private key.`, remedy });
  });

  it('of a kind that the cloud does not take opens a server that exists, and makes none', async () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await writeFile(path, privateKey, { mode: 0o600 });
    const { fingerprint } = await publicKeyOf(path);
    assert.deepEqual(await stepWith('existing', { server: box }).find(scripted({}).context), {
      kind: 'exists', resource: { kind: 'key-file', id: path, name: 'key' }, detail: fingerprint,
    });
    assert.deepEqual(await stepWith('existing').find(scripted({}).context), {
      kind: 'blocked', why: `${path} is an ECDSA key; for a new server the cloud takes RSA and Ed25519 keys.`, remedy: another,
    });
  });

  it('with a passphrase opens a server that exists, and is put into the account by its public half', async () => {
    for (const type of ['pkcs1', 'openssh'] as const) {
      const pair = lockedPair(type);
      await writeFile(path, pair.privateKey, { mode: 0o600 });
      await rm(`${path}.pub`, { force: true });
      const standing = await stepWith('existing', { server: box }).find(scripted({}).context);
      const asked = 'its passphrase is asked for when it is used';
      assert.deepEqual(standing, {
        kind: 'exists', resource: { kind: 'key-file', id: path, name: 'key' },
        detail: type === 'openssh' ? `${(await publicKeyOf(path)).fingerprint} · ${asked}` : asked,
      });
      if (type === 'pkcs1') {
        assert.deepEqual(await stepWith('existing').find(scripted({ listSshKeys: () => later(() => []) }).context), {
          kind: 'blocked', why: `${path} is protected by a passphrase, and its public half is not beside it.`,
          remedy: `Write it there with "ssh-keygen -y -f ${path} > ${path}.pub", then plan again.`,
        });
        await writeFile(`${path}.pub`, pair.publicLine);
      }
      const { fingerprint } = await publicKeyOf(path);
      assert.deepEqual(await stepWith('existing').find(scripted({ listSshKeys: () => later(() => []) }).context), { kind: 'missing', detail: fingerprint });
    }
  });

  it('that ssh itself refuses is used, and that is said', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const fingerprint = await makeHere();
    await chmod(path, 0o644);
    assert.deepEqual(await stepWith('existing', { server: box }).find(scripted({}).context), {
      kind: 'exists', resource: { kind: 'key-file', id: path, name: 'key' },
      detail: `${fingerprint} · others may read the file, which ssh itself refuses: chmod 600 ${path}`,
    });
  });
});

describe('The SSH agent\'s key of a server that exists', () => {
  let agent: RealAgent | undefined;
  before(async function () {
    agent = await RealAgent.start();
    if (agent === undefined) {
      console.log('      ssh-agent is not here');
      this.skip();
    }
  });
  after(() => agent?.stop());

  const agentKey = (fingerprint: string): VsiChoices['key'] => ({ kind: 'agent', path: '', fingerprint, comment: 'me@laptop' });
  const find = (fingerprint: string, more: Partial<VsiChoices> = {}, sshAgent = agent?.socket): ReturnType<Step['find']> =>
    sshKeyStep({ ...connection.choices, server: box, key: agentKey(fingerprint), ...more }, namesOf(connection.id))
      .find(scripted({}, {}, { environment: { sshAgent: sshAgent ?? '' } }).context);

  it('is all that it needs where the agent has it', async () => {
    const fingerprint = await makeHere();
    agent?.run('-q', path);
    assert.deepEqual(await find(fingerprint), {
      kind: 'exists', resource: { kind: 'agent-key', id: fingerprint, name: 'me@laptop' }, detail: `${fingerprint} · in the SSH agent`,
    });
    const { title, why } = sshKeyStep({ ...connection.choices, server: box, key: agentKey(fingerprint) }, namesOf(connection.id));
    assert.deepEqual([title, why], ['SSH agent\'s key me@laptop', 'It logs you in to the server. Your SSH agent signs with it.']);
  });

  it('is said to be missing where the agent has it no more, or has gone', async () => {
    agent?.run('-q', '-D');
    assert.deepEqual(await find('SHA256:x'), {
      kind: 'blocked', why: 'The SSH agent holds no key that can be used: it is locked, or was started anew.',
      remedy: 'Unlock it, or add the key with "ssh-add", then try again.',
    });
    const gone = join(folder, 'gone');
    assert.deepEqual(await find('SHA256:x', {}, gone), {
      kind: 'blocked', why: `The SSH agent at ${gone} does not answer: Failed to connect to agent.`,
      remedy: 'Start it again and add the key with "ssh-add"; one at another address is known once VS Code is started anew.',
    });
  });

  it('makes no new server', async () => {
    assert.deepEqual(await find('SHA256:x', { server: connection.choices.server }), {
      kind: 'blocked', why: 'A key of the SSH agent opens servers that exist; none is made from it.', remedy: another,
    });
  });
});
