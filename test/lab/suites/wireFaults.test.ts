import { strict as assert } from 'node:assert';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { logIn } from '../../unit/sandbox/network/sshClient';
import { floatingAddress, gatewayAddress } from '../../unit/sandbox/network/truths';
import { internetGateway, laptopAddress, publicResolver } from '../network/addresses';
import { publicName, publicNameAddress } from '../network/names';
import { workingLab } from './workingLab';

const delayMs = 60;
const connect = () => systemNetwork().connect(floatingAddress, 22, AbortSignal.timeout(5000));

/** Tells one end of a wire whether a datagram reached the other: where nobody listens, the other end says so. */
const datagram = `
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(0.5); s.connect((sys.argv[1], 9999)); s.send(b'?')
try: s.recv(1)
except ConnectionRefusedError: print('heard')
except TimeoutError: print('lost')`;

describe('faults of a wire', () => {
  const { keys, fault, on } = workingLab();

  async function roundTripMs(host = 'laptop', to = internetGateway): Promise<number> {
    const { out } = await on(host, 'ping', '-q', '-c', '3', '-i', '0.05', to);
    return Number(/= ([\d.]+)\//.exec(out)?.[1] ?? NaN);
  }

  async function arriving(size: number): Promise<string> {
    const { out, error } = await on('laptop', 'ping', '-q', '-M', 'do', '-c', '2', '-i', '0.05', '-W', '0.4', '-s', String(size - 28), internetGateway);
    return `${/(\d) received/.exec(out)?.[1] ?? '?'}${/errors|too long/.exec(out + error)?.[0] ?? ''}`;
  }

  /** Much of it at once, which takes long packets. */
  async function transferred(): Promise<string> {
    const ssh = await logIn(systemNetwork(), floatingAddress, keys);
    const all = ssh.exec('head -c 3000000 /dev/zero | tr "\\0" x').then(({ stdout }) => stdout.length === 3_000_000 ? 'all' : 'some');
    const outcome = await Promise.race([all, new Promise<string>((resolve) => setTimeout(resolve, 3000, 'hangs'))]);
    ssh.end();
    return outcome;
  }

  it('delay: every packet takes its time, each way, until it is healed', async () => {
    const before = await roundTripMs();
    const heal = await fault({ kind: 'delay', host: 'laptop', milliseconds: delayMs });
    const [broken, began] = [await roundTripMs(), performance.now()];
    (await connect()).destroy();
    const connected = performance.now() - began;
    await heal();
    const healed = await roundTripMs();
    assert.ok(before < 2 * delayMs && healed < 2 * delayMs && broken >= 2 * delayMs && connected >= 2 * delayMs, `${before}, ${broken}, ${connected}, ${healed} ms`);
  });

  it('delay: what is open stays open when it comes and when it goes', async () => {
    const ssh = await logIn(systemNetwork(), floatingAddress, keys);
    const heal = await fault({ kind: 'delay', host: 'laptop', milliseconds: delayMs });
    const { stdout: first } = await ssh.exec('echo delayed');
    await heal();
    const { stdout: second } = await ssh.exec('echo healed');
    ssh.end();
    assert.deepEqual([first, second], ['delayed\n', 'healed\n']);
  });

  it('delay: on the wire of a server, and two of one wire add up, whichever is healed first', async () => {
    const server = { kind: 'delay', host: 'server/server-1' } as const;
    const [healFirst, healSecond] = [await fault({ ...server, milliseconds: delayMs }), await fault({ ...server, milliseconds: 40 })];
    const both = await roundTripMs('server/server-1', '10.240.0.1');
    await healFirst();
    const second = await roundTripMs('server/server-1', '10.240.0.1');
    await healSecond();
    const none = await roundTripMs('server/server-1', '10.240.0.1');
    assert.ok(both >= 200 && second >= 80 && second < both && none < 80, `${both}, ${second}, ${none} ms`);
    assert.equal(await transferred(), 'all');
  });

  it('delay: comes and goes many times, each time on wires of its own', async () => {
    for (let turn = 0; turn < 20; turn += 1) await (await fault({ kind: 'delay', host: 'laptop', milliseconds: 1 }))();
    (await connect()).destroy();
  });

  it('loss: some packets come and some do not', async () => {
    const received = async () => Number(/(\d+) received/.exec((await on('laptop', 'ping', '-q', '-c', '200', '-i', '0.005', '-W', '0.3', internetGateway)).out)?.[1]);
    const heal = await fault({ kind: 'loss', host: 'laptop', percent: 30 });
    const broken = await received();
    await heal();
    assert.ok(broken > 20 && broken < 180, `${broken} of 200`);
    assert.equal(await received(), 200);
  });

  it('black hole: long packets vanish without a word, short ones pass, and who keeps to a small MTU gets through', async () => {
    const heal = await fault({ kind: 'mtu-black-hole', host: 'laptop', bytes: 1300 });
    assert.deepEqual([await arriving(1300), await arriving(1301)], ['2', '0']);
    (await connect()).destroy();
    assert.equal(await transferred(), 'hangs');
    await on('laptop', 'ip', 'link', 'set', 'eth0', 'mtu', '1300');
    assert.equal(await transferred(), 'all');
    await on('laptop', 'ip', 'link', 'set', 'eth0', 'mtu', '1500');
    await heal();
    assert.equal(await arriving(1500), '2');
    assert.equal(await transferred(), 'all');
  });

  it('UDP blocked: no datagram passes, but names of the public resolver do, and TCP', async () => {
    const heard = async () => [await on('laptop', 'python3', '-c', datagram, internetGateway), await on('internet', 'python3', '-c', datagram, laptopAddress)].map(({ out }) => out.trim());
    assert.deepEqual(await heard(), ['heard', 'heard']);
    const heal = await fault({ kind: 'udp-blocked', host: 'laptop' });
    assert.deepEqual(await heard(), ['lost', 'lost']);
    assert.deepEqual(await systemNetwork().resolve(publicName, AbortSignal.timeout(3000)), [publicNameAddress]);
    (await connect()).destroy();
    await heal();
    assert.deepEqual(await heard(), ['heard', 'heard']);
  });

  it('link down: the carrier is gone and nothing passes; plugged in again, all is as before', async () => {
    const state = async () => /NO-CARRIER/.exec((await on('laptop', 'ip', 'link', 'show', 'eth0')).out)?.[0] ?? 'carrier';
    const heal = await fault({ kind: 'link-down', host: 'laptop' });
    assert.equal(await state(), 'NO-CARRIER');
    await assert.rejects(systemNetwork().connect(floatingAddress, 22, AbortSignal.timeout(700)));
    await heal();
    assert.equal(await state(), 'carrier');
    assert.deepEqual(await systemNetwork().resolve(publicName, AbortSignal.timeout(3000)), [publicNameAddress]);
    assert.equal(await transferred(), 'all');
  });

  it('several at one wire heal in any order', async () => {
    const heals = [
      await fault({ kind: 'delay', host: 'laptop', milliseconds: delayMs }), await fault({ kind: 'mtu-black-hole', host: 'laptop', bytes: 1000 }),
      await fault({ kind: 'link-down', host: 'laptop' }), await fault({ kind: 'udp-blocked', host: 'laptop' }), await fault({ kind: 'loss', host: 'laptop', percent: 100 }),
    ];
    assert.equal(await arriving(100), '0');
    for (const heal of [...heals.slice(2), ...heals.slice(0, 1)]) await heal();
    assert.deepEqual([await arriving(1000), await arriving(1001)], ['2', '0']);
    await heals[1]?.();
    assert.equal(await arriving(1001), '2');
    assert.ok(await roundTripMs() < 2 * delayMs);
  });

  it('at a gateway with two wires, the one that is named', async () => {
    const host = `gateway/gateway-1/${gatewayAddress}`;
    await assert.rejects(fault({ kind: 'loss', host, percent: 100 }), /has not one wire but these: eth0, service/);
    await fault({ kind: 'loss', host, device: 'service', percent: 100 });
    assert.deepEqual([(await on(host, 'ping', '-c', '1', '-W', '0.3', '100.65.0.1')).code, (await on('laptop', 'dig', `@${publicResolver}`, publicName)).code], [1, 0]);
  });
});
