import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, type Bench } from './bench';
import { newKeyPair } from './sshClient';
import { brokerName, floatingAddress, workingTruth } from './truths';

const keys = newKeyPair();
const there = spawnSync('ssh', ['-V']).status === 0;

describe('the real OpenSSH client and a virtual server', () => {
  if (!there) {
    it('(there is no ssh on this machine)');
    return;
  }

  let under: Bench;
  let folder: string;
  let forwarder: Server;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openssh-'));
    await writeFile(join(folder, 'id'), `${keys.privateKey}\n`, { mode: 0o600 });
    under = await bench();
    await under.plane.apply(workingTruth([keys.publicKey]));
    // OpenSSH has no HTTP CONNECT of its own: a port of this machine that leads through the door.
    forwarder = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      under.laptop.connect(floatingAddress, 22, AbortSignal.timeout(5000)).then((stream) => {
        stream.on('error', () => socket.destroy());
        socket.pipe(stream).pipe(socket);
      }, () => socket.destroy());
    });
    forwarder.listen(0, '127.0.0.1');
    await once(forwarder, 'listening');
  });

  after(async () => {
    forwarder.close();
    await under.plane.stop();
    await rm(folder, { recursive: true });
  });

  const ssh = (user: string, ...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const options = [
      'BatchMode=yes', 'IdentitiesOnly=yes', `UserKnownHostsFile=${join(folder, 'known_hosts')}`, 'StrictHostKeyChecking=accept-new', 'LogLevel=INFO',
    ].flatMap((option) => ['-o', option]);
    const port = String((forwarder.address() as AddressInfo).port);
    return new Promise((resolve) => {
      const child = execFile('ssh', ['-F', 'none', '-i', join(folder, 'id'), '-p', port, ...options, '-l', user, ...words], (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }));
      child.stdin?.end('hello');
    });
  };

  it('logs in, knows the host again, and runs a command', async () => {
    assert.match((await ssh('ubuntu', '127.0.0.1', 'hostname')).stderr, /Permanently added .*\(ED25519\)/);
    assert.deepEqual(await ssh('ubuntu', '127.0.0.1', 'hostname'), { code: 0, stdout: 'jump\n', stderr: '' });
  });

  it('gives back the exit code and what a command complains of', async () => {
    assert.deepEqual(await ssh('ubuntu', '127.0.0.1', 'kcat'), { code: 127, stdout: '', stderr: 'sh: 1: kcat: not found\n' });
    assert.equal((await ssh('root', '127.0.0.1', 'true')).code, 142);
    assert.match((await ssh('nobody', '127.0.0.1', 'true')).stderr, /Permission denied \(publickey\)/);
  });

  it('forwards to the service by its private name', async () => {
    assert.deepEqual(await ssh('ubuntu', '-W', `${brokerName}:9093`, '127.0.0.1'), { code: 0, stdout: 'hello', stderr: '' });
  });

  it('is told why it cannot forward, in the words of a real server', async () => {
    assert.match((await ssh('ubuntu', '-W', `${brokerName}:9094`, '127.0.0.1')).stderr, /open failed: connect failed: Connection refused/);
    assert.match((await ssh('ubuntu', '-W', 'no-such.example.com:9093', '127.0.0.1')).stderr, /Name or service not known/);
  });
});
