import assert from 'node:assert/strict';
import { newKeyPair } from '../sshClient';
import { anotherServer, brokerName, neighbourAddress, rule, tcp } from '../truths';
import { withoutServer, withRules, withServer, withServers } from '../variations';
import type { Stage } from './stage';

const refused = /authentication methods failed/;
const secondFloatingAddress = '198.51.100.11';

/** Who is let in by a server's SSH, and which server it proves to be. */
export function logins(stage: Stage): void {
  const { truth } = stage;
  const [second, rsa] = [newKeyPair(), newKeyPair('rsa')];

  it('the user is let in by the key that the API was given, and is who the image has', async () => {
    const { session } = await stage.logIn();
    assert.deepEqual(await session.exec('id -un'), { code: 0, stdout: 'ubuntu\n', stderr: '' });
  });

  it('another key is refused', async () => {
    await assert.rejects(stage.logIn({ by: newKeyPair() }), refused);
  });

  it('another user name is refused', async () => {
    for (const user of ['vpcuser', 'core', 'admin']) {
      await assert.rejects(stage.logIn({ user }), refused, user);
    }
  });

  it('a password is refused', async () => {
    await assert.rejects(stage.logIn({ by: { password: 'ubuntu' } }), refused);
  });

  it('root is told to sign in as the image\'s user', async () => {
    const { session } = await stage.logIn({ user: 'root' });
    const { code, stdout } = await session.exec('true');
    assert.equal(code, 142);
    assert.equal(stdout.trim(), 'Please login as the user "ubuntu" rather than the user "root".');
  });

  it('root with another key is refused', async () => {
    await assert.rejects(stage.logIn({ user: 'root', by: newKeyPair() }), refused);
  });

  it('root forwards nothing', async () => {
    const { session } = await stage.logIn({ user: 'root' });
    await assert.rejects(session.forward(brokerName, 9093), /open failed/);
  });

  for (const [number, loginUser] of [[4, 'vpcuser'], [5, 'core']] as const) {
    it(`an image whose user is "${loginUser}" lets in that one alone`, async () => {
      await stage.become(withServers(truth, anotherServer([stage.keys.publicKey], number, { loginUser, floatingAddress: secondFloatingAddress })));
      const { session } = await stage.logIn({ at: secondFloatingAddress, user: loginUser });
      assert.equal((await session.exec('id -un')).stdout, `${loginUser}\n`);
      await assert.rejects(stage.logIn({ at: secondFloatingAddress }), refused);
      const root = await stage.logIn({ at: secondFloatingAddress, user: 'root' });
      assert.match((await root.session.exec('true')).stdout, new RegExp(`as the user "${loginUser}"`));
    });
  }

  it('every key that the API was given lets in, and none else', async () => {
    const several = anotherServer([second.publicKey, rsa.publicKey], 6, { floatingAddress: secondFloatingAddress });
    await stage.become(withServers(truth, several));
    await stage.logIn({ at: secondFloatingAddress, by: second });
    await stage.logIn({ at: secondFloatingAddress, by: rsa });
    await assert.rejects(stage.logIn({ at: secondFloatingAddress }), refused);
  });

  it('a server without any key lets in nobody', async () => {
    await stage.become(withServers(truth, anotherServer([], 7, { floatingAddress: secondFloatingAddress })));
    await assert.rejects(stage.logIn({ at: secondFloatingAddress }), refused);
  });

  it('a server is the same to everybody who signs in, and knows its name', async () => {
    const [one, other] = [await stage.logIn(), await stage.logIn()];
    assert.equal(one.session.hostKey, other.session.hostKey);
    assert.equal((await one.session.exec('hostname')).stdout, 'jump\n');
  });

  it('two servers have keys of their own', async () => {
    await stage.become(withRules(truth, 'server-group', rule('neighbours-in', tcp(22))));
    const server = await stage.logIn();
    const neighbour = await stage.logIn({ at: neighbourAddress, through: server });
    assert.notEqual(neighbour.session.hostKey, server.session.hostKey);
  });

  it('a server that was stopped and started has the key that it had', async () => {
    const before = await stage.logIn();
    await stage.become(withServer(truth, { running: false }));
    await stage.become(truth);
    assert.equal((await stage.logIn()).session.hostKey, before.session.hostKey);
  });

  it('a server made anew at the same address has another key', async () => {
    const before = await stage.logIn();
    const anew = withServer(truth, { id: 'server-9', interfaceId: 'interface-9' });
    await stage.become(withoutServer(truth, 'server-1'));
    await stage.become(anew);
    assert.notEqual((await stage.logIn()).session.hostKey, before.session.hostKey);
  });

  it('a server made anew in one step has another key, too', async () => {
    const before = await stage.logIn();
    await stage.become(withServer(truth, { id: 'server-9', interfaceId: 'interface-9' }));
    assert.notEqual((await stage.logIn()).session.hostKey, before.session.hostKey);
  });

  it('a command\'s exit code and complaints come back', async () => {
    const { session } = await stage.logIn();
    const { code, stdout, stderr } = await session.exec('cat /no/such/file');
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /No such file or directory/);
  });
}
