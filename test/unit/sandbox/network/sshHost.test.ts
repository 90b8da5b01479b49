import assert from 'node:assert/strict';
import { bench, type Bench } from './bench';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, gatewayAddress, workingTruth } from './truths';

const keys = newKeyPair();
const otherKeys = newKeyPair();

describe('a virtual server\'s SSH', () => {
  let under: Bench;
  let server: SshClient;

  beforeEach(async () => {
    under = await bench();
    await under.plane.apply(workingTruth(['not a key', otherKeys.publicKey, keys.publicKey]));
    server = await logIn(under.laptop, floatingAddress, keys);
  });

  afterEach(async () => {
    server.end();
    await under.plane.stop();
  });

  it('lets in every key that the API was given, and no other', async () => {
    (await logIn(under.laptop, floatingAddress, otherKeys)).end();
    await assert.rejects(logIn(under.laptop, floatingAddress, newKeyPair()), /authentication methods failed/);
  });

  it('lets in nobody by another name', async () => {
    await assert.rejects(logIn(under.laptop, floatingAddress, keys, 'vpcuser'), /authentication methods failed/);
  });

  it('tells root to log in as the image\'s user, and forwards nothing for root', async () => {
    const root = await logIn(under.laptop, floatingAddress, keys, 'root');
    const told = await root.exec('true');
    assert.deepEqual(told, { code: 142, stdout: 'Please login as the user "ubuntu" rather than the user "root".\n\n', stderr: '' });
    await assert.rejects(root.forward(gatewayAddress, 9093), /open failed/);
    root.end();
  });

  it('runs its few commands as a real one would', async () => {
    assert.deepEqual(await server.exec('hostname'), { code: 0, stdout: 'jump\n', stderr: '' });
    assert.deepEqual(await server.exec('id -un'), { code: 0, stdout: 'ubuntu\n', stderr: '' });
    assert.deepEqual(await server.exec('true'), { code: 0, stdout: '', stderr: '' });
    assert.match((await server.exec('uname -a')).stdout, /^Linux jump .*GNU\/Linux\n$/);
    assert.equal((await server.exec('cat /etc/resolv.conf')).stdout, 'nameserver 161.26.0.7\nnameserver 161.26.0.8\n');
    assert.deepEqual(await server.exec('cat /etc/shadow'), { code: 1, stdout: '', stderr: 'cat: /etc/shadow: No such file or directory\n' });
  });

  it('gives addresses in the layout of getent', async () => {
    assert.equal((await server.exec(`getent ahostsv4 '${brokerName}'`)).stdout, [
      `10.240.64.4     STREAM ${brokerName}\n`, '10.240.64.4     DGRAM  \n', '10.240.64.4     RAW    \n',
    ].join(''));
    assert.match((await server.exec('getent ahostsv4 localhost')).stdout, /^127\.0\.0\.1 +STREAM localhost\n/);
  });

  it('does not pretend to have what it does not have', async () => {
    assert.deepEqual(await server.exec('kcat -L'), { code: 127, stdout: '', stderr: 'sh: 1: kcat: not found\n' });
    assert.match(await server.shell(), /This is jump, a virtual server of the sandbox.*no shell/);
    await assert.rejects(server.sftp());
  });

  it('reaches itself, and is refused where it does not listen', async () => {
    const itself = await server.forward('127.0.0.1', 22);
    assert.ok(itself);
    const greeting = await new Promise<string>((resolve) => itself.once('data', (data: Buffer) => resolve(data.toString())));
    assert.match(greeting, /^SSH-2\.0-/);
    await assert.rejects(server.forward('localhost', 8080), /Connection refused/);
  });
});
