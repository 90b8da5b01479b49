import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { logIn } from '../../unit/sandbox/network/sshClient';
import { brokerName, floatingAddress, gatewayAddress } from '../../unit/sandbox/network/truths';
import type { ListenerBehaviour } from '../faults/fault';
import { workingLab } from './workingLab';

const server = 'server/server-1';
const dayS = 86_400;
/** Longer than anything takes that comes, and how long is waited for what should not come. */
const [answerMs, silenceMs] = [20_000, 1000];

describe('faults of a host', () => {
  const { keys, truth, apply, fault, on } = workingLab();
  const ssh = () => logIn(systemNetwork(), floatingAddress, keys);

  async function hostKey(): Promise<string> {
    const client = await ssh();
    client.end();
    return client.hostKey;
  }

  /** How a connection goes on: what is heard first, or how it ends, or nothing within some time. */
  async function heard(withinMs = answerMs): Promise<string> {
    const socket = await systemNetwork().connect(floatingAddress, 22, AbortSignal.timeout(answerMs)).catch((error: unknown) => error);
    // A reset may come before the connection is looked at.
    if (!(socket instanceof Socket)) return codeOf(socket);
    return new Promise((resolve) => {
      const end = (how: string): void => {
        clearTimeout(timer);
        socket.destroy();
        resolve(how);
      };
      const timer = setTimeout(end, withinMs, 'nothing');
      socket.on('error', (error) => end(codeOf(error))).on('end', () => end('end'));
      socket.on('data', (bytes: Buffer) => end(bytes.subarray(0, 4).toString('latin1') === 'SSH-' ? 'ssh' : 'garbage'));
    });
  }

  it('SSH forwarding off: signing in goes on, and the server refuses to forward', async () => {
    const open = await ssh();
    const heal = await fault({ kind: 'ssh-forwarding-off', host: server });
    const client = await ssh();
    assert.equal((await client.exec('id -un')).stdout, 'ubuntu\n');
    await assert.rejects(client.forward('127.0.0.1', 22), /open failed|administratively prohibited/i);
    client.end();
    assert.ok(await open.forward('127.0.0.1', 22), 'who signed in before is not touched');
    open.end();
    await heal();
    const healed = await ssh();
    assert.ok(await healed.forward('127.0.0.1', 22));
    healed.end();
  });

  it('host key changed: another one each time, and the old one when healed', async () => {
    const keyBefore = await hostKey();
    const heal = await fault({ kind: 'ssh-host-key-changed', host: server });
    const changed = await hostKey();
    await heal();
    const healAgain = await fault({ kind: 'ssh-host-key-changed', host: server });
    const changedAgain = await hostKey();
    // One more change of the server's configuration makes no third key.
    const healOther = await fault({ kind: 'ssh-forwarding-off', host: server });
    assert.equal(await hostKey(), changedAgain);
    await healAgain();
    await healOther();
    assert.equal(new Set([keyBefore, changed, changedAgain]).size, 3);
    assert.equal(await hostKey(), keyBefore);
  });

  const behaviours: Readonly<Record<ListenerBehaviour, string>> = { silent: 'nothing', garbage: 'garbage', close: 'end', reset: 'ECONNRESET' };
  for (const [behaviour, expected] of Object.entries(behaviours) as [ListenerBehaviour, string][]) {
    it(`${behaviour} listener in the place of an SSH server, which is back when it is healed`, async () => {
      const open = await ssh();
      const heal = await fault({ kind: 'listener', host: server, port: 22, behaviour });
      assert.equal(await heard(behaviour === 'silent' ? silenceMs : answerMs), expected);
      assert.equal((await open.exec('echo open')).stdout, 'open\n');
      open.end();
      await heal();
      assert.equal(await heard(), 'ssh');
    });
  }

  it('listener: at an endpoint gateway, and at a port where nothing was', async () => {
    const program = 'import socket, sys; s = socket.create_connection((sys.argv[1], int(sys.argv[2])), 15); s.settimeout(float(sys.argv[3])); print(len(s.recv(100)))';
    const said = async (host: string, port: number, withinMs = answerMs / 2) => (await on(server, 'python3', '-c', program, host, String(port), String(withinMs / 1000))).out.trim();
    assert.equal(await said(brokerName, 9093, silenceMs), '');
    const heal = await fault({ kind: 'listener', host: `gateway/gateway-1/${gatewayAddress}`, port: 9093, behaviour: 'garbage' });
    await fault({ kind: 'listener', host: server, port: 7777, behaviour: 'garbage' });
    assert.deepEqual([await said(brokerName, 9093), await said('127.0.0.1', 7777), await said('127.0.0.1', 7778)], ['100', '100', '']);
    await heal();
    assert.equal(await said(brokerName, 9093, silenceMs), '');
  });

  it('clock skew: for what starts from then on, by any way in, until it is healed', async () => {
    const skews = async () => {
      const client = await ssh();
      const { stdout } = await client.exec('date +%s');
      client.end();
      const texts = [
        (await on(server, 'date', '+%s')).out, stdout, (await on('laptop', 'date', '+%s')).out,
        (await promisify(execFile)(process.execPath, ['-p', 'Math.floor(Date.now() / 1000)'])).stdout, (await on('server/server-2', 'date', '+%s')).out,
      ];
      // To the hour: how long asking takes is no matter.
      return texts.map((text) => Math.round((Number(text) - Date.now() / 1000) / 3600) * 3600 + 0);
    };
    const [healServer, healLaptop] = [await fault({ kind: 'clock-skew', host: server, seconds: -dayS }), await fault({ kind: 'clock-skew', host: 'laptop', seconds: 3 * dayS })];
    assert.deepEqual(await skews(), [-dayS, -dayS, 3 * dayS, 3 * dayS, 0]);
    await healServer();
    assert.deepEqual(await skews(), [0, 0, 3 * dayS, 3 * dayS, 0]);
    await healLaptop();
    assert.deepEqual(await skews(), [0, 0, 0, 0, 0]);
  });

  it('what cannot be is refused by name, and nothing is left of it', async () => {
    await assert.rejects(fault({ kind: 'link-down', host: 'nowhere' }), /cannot make.*there is no host "nowhere": .*laptop/);
    await assert.rejects(fault({ kind: 'clock-skew', host: 'provider', seconds: 1 }), /cannot make a wrong clock on provider/);
    await assert.rejects(fault({ kind: 'ssh-forwarding-off', host: 'laptop' }), /"laptop" has no SSH server/);
    await assert.rejects(fault({ kind: 'listener', host: server, port: 70_000, behaviour: 'silent' }), /70000 is not a whole number from 1 to 65535/);
    await apply(truth);
    assert.equal(await heard(), 'ssh');
  });

  it('goes away with its host, and is there again with it', async () => {
    await fault({ kind: 'listener', host: server, port: 22, behaviour: 'close' });
    await fault({ kind: 'delay', host: server, milliseconds: 20 });
    await apply({ ...truth, servers: truth.servers.map((each) => ({ ...each, running: false })) });
    await apply(truth);
    assert.equal(await heard(), 'end');
  });
});

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
