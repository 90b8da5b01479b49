import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import type { ServerSession } from '../../../src/diagnose/vantage/serverSession';
import { openServer } from '../../../src/diagnose/vantage/ssh';
import { Secret } from '../../../src/model/secret';
import type { SecondFactors, ServerQuestion } from '../../../src/model/secondFactors';
import type { ServerAccess } from '../../../src/model/serverAccess';
import { brokerName, floatingAddress, gatewayAddress } from '../../unit/sandbox/network/truths';
import { workingLab } from './workingLab';

const never = new AbortController().signal;
const [server, loginUser] = ['server/server-1', 'ubuntu'];

describe('logins of a server, as the product signs in', () => {
  const { keys, fault } = workingLab();
  let folder = '';
  const open: ServerSession[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-logins-'));
    await writeFile(join(folder, 'key'), keys.privateKey, { mode: 0o600 });
  });
  afterEach(() => open.splice(0).forEach((session) => session.close()));
  after(() => rm(folder, { recursive: true }));

  async function signIn(more: Partial<ServerAccess> = {}, factors?: SecondFactors): Promise<ServerSession> {
    const session = await openServer({
      network: systemNetwork(), host: floatingAddress, port: 22, username: loginUser, name: 'build-box', privateKeyPath: join(folder, 'key'),
      knownHostsPath: join(folder, 'known-hosts'), sshFolder: folder, ...more,
    }, never, factors === undefined ? {} : { factors });
    open.push(session);
    return session;
  }

  /** A person who answers so, and what was asked. */
  function answering(text: string): SecondFactors & { readonly asked: ServerQuestion[] } {
    const asked: ServerQuestion[] = [];
    return { asked, answer: (question) => {
      asked.push(question);
      return Promise.resolve([new Secret(text)]);
    } };
  }

  it('a second factor of PAM is asked for once, and what is wrong or not answered is told', async () => {
    await fault({ kind: 'ssh-login', host: server, login: 'second-factor' });
    const right = answering('factor');
    const session = await signIn({}, right);
    assert.deepEqual(right.asked.map(({ prompts }) => prompts), [[{ text: 'Password:', isSecret: true }]]);
    assert.deepEqual(await session.resolve(brokerName, never), [gatewayAddress]);
    await assert.rejects(signIn({}, answering('wrong')), { code: 'ssh.second-factor-refused' });
    await assert.rejects(signIn(), { code: 'ssh.more-wanted' });
  });

  it('a forced command is told in its own words, and the names are still known by the VPC\'s resolvers', async () => {
    await fault({ kind: 'ssh-login', host: server, login: 'forced-command' });
    assert.deepEqual(await (await signIn()).resolve(brokerName, never), [gatewayAddress]);
  });

  it('one session a connection is enough for every name', async () => {
    await fault({ kind: 'ssh-login', host: server, login: 'one-session' });
    const session = await signIn();
    const asked = await Promise.all(Array.from({ length: 8 }, () => session.resolve(brokerName, never)));
    assert.deepEqual(new Set(asked.map((addresses) => addresses.join())), new Set([gatewayAddress]));
  });

  it('the server is its own bastion: what it forwards to is reached as any other', async () => {
    const throughItself = { host: '127.0.0.1', through: { kind: 'bastion', jump: `${loginUser}@${floatingAddress}` } } as const;
    assert.deepEqual(await (await signIn(throughItself)).resolve(brokerName, never), [gatewayAddress]);
    await fault({ kind: 'ssh-forwarding-off', host: server });
    await assert.rejects(signIn(throughItself), { code: 'ssh.bastion-forwarding-refused' });
  });
});
