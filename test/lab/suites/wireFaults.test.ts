import { strict as assert } from 'node:assert';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { logIn } from '../../unit/sandbox/network/sshClient';
import { floatingAddress, gatewayAddress } from '../../unit/sandbox/network/truths';
import { internetGateway, laptopAddress, publicResolver } from '../network/addresses';
import { publicName, publicNameAddress } from '../network/names';
import { workingLab } from './workingLab';

const delayMs = 60;
/** So long that a client which waits half of it, there and back, can be told from one that waits twice as long, however busy the machine is. */
const longDelayMs = 1000;
/** Longer than anything takes that comes. */
const answerMs = 20_000;
/** How long is waited for what should not come. */
const silenceMs = 1500;
const connect = (withinMs = answerMs) => systemNetwork().connect(floatingAddress, 22, AbortSignal.timeout(withinMs));

/** Tells one end of a wire whether a datagram reached the other: where nobody listens, the other end says so. */
const datagram = `
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(float(sys.argv[2])); s.connect((sys.argv[1], 9999)); s.send(b'?')
try: s.recv(1)
except ConnectionRefusedError: print('heard')
except TimeoutError: print('lost')`;

describe('faults of a wire', () => {
  const { keys, fault, on } = workingLab();

  /**
   * Whether anything is answered at all, however late. A neighbour that takes more than three seconds to answer ARP is called unreachable, which ends
   * a ping; its late answer serves the next one.
   */
  async function answers(host = 'laptop', to = internetGateway): Promise<boolean> {
    const until = Date.now() + answerMs;
    for (;;) {
      const { code } = await on(host, 'ping', '-q', '-c', '1', '-w', String(answerMs / 1000), to);
      if (code === 0 || Date.now() > until) return code === 0;
    }
  }

  /** Whether the answer to one packet is there in time. */
  async function answeredWithin(ms: number, host = 'laptop', to = internetGateway): Promise<boolean> {
    return (await on(host, 'ping', '-q', '-c', '1', '-W', String(ms / 1000), to)).code === 0;
  }

  async function arriving(size: number): Promise<string> {
    const { out, error } = await on('laptop', 'ping', '-q', '-M', 'do', '-c', '2', '-i', '0.05', '-W', String(silenceMs / 1000), '-s', String(size - 28), internetGateway);
    return `${/(\d) received/.exec(out)?.[1] ?? '?'}${/errors|too long/.exec(out + error)?.[0] ?? ''}`;
  }

  /** Much of it at once, which takes long packets. */
  async function transferred(withinMs = answerMs): Promise<string> {
    const ssh = await logIn(systemNetwork(), floatingAddress, keys);
    const all = ssh.exec('head -c 3000000 /dev/zero | tr "\\0" x').then(({ stdout }) => stdout.length === 3_000_000 ? 'all' : 'some');
    const outcome = await Promise.race([all, new Promise<string>((resolve) => setTimeout(resolve, withinMs, 'hangs'))]);
    ssh.end();
    return outcome;
  }

  it('delay: every packet takes its time, each way, until it is healed', async () => {
    assert.deepEqual([await answers(), await answeredWithin(longDelayMs)], [true, true]);
    const heal = await fault({ kind: 'delay', host: 'laptop', milliseconds: longDelayMs });
    assert.deepEqual([await answers(), await answeredWithin(longDelayMs)], [true, false]);
    await assert.rejects(connect(longDelayMs), { name: 'TimeoutError' });
    (await connect()).destroy();
    await heal();
    assert.deepEqual([await answers(), await answeredWithin(longDelayMs)], [true, true]);
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
    const way = ['server/server-1', '10.240.0.1'] as const;
    const within = (ms: number) => answeredWithin(ms, ...way);
    const [healFirst, healSecond] = [await fault({ ...server, milliseconds: longDelayMs }), await fault({ ...server, milliseconds: longDelayMs })];
    // Of two, there and back: four times; of the one that is left: twice.
    assert.deepEqual([await answers(...way), await within(3 * longDelayMs)], [true, false]);
    await healFirst();
    assert.deepEqual([await answers(...way), await within(longDelayMs), await within(3 * longDelayMs)], [true, false, true]);
    await healSecond();
    assert.deepEqual([await answers(...way), await within(longDelayMs)], [true, true]);
    assert.equal(await transferred(), 'all');
  });

  it('delay: comes and goes many times, each time on wires of its own', async () => {
    for (let turn = 0; turn < 20; turn += 1) await (await fault({ kind: 'delay', host: 'laptop', milliseconds: 1 }))();
    (await connect()).destroy();
  });

  it('loss: some packets come and some do not', async () => {
    const received = async () => Number(/(\d+) received/.exec((await on('laptop', 'ping', '-q', '-c', '200', '-i', '0.005', '-W', String(silenceMs / 1000), internetGateway)).out)?.[1]);
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
    assert.equal(await transferred(2 * silenceMs), 'hangs');
    await on('laptop', 'ip', 'link', 'set', 'eth0', 'mtu', '1300');
    assert.equal(await transferred(), 'all');
    await on('laptop', 'ip', 'link', 'set', 'eth0', 'mtu', '1500');
    await heal();
    assert.equal(await arriving(1500), '2');
    assert.equal(await transferred(), 'all');
  });

  it('UDP blocked: no datagram passes, but names of the public resolver do, and TCP', async () => {
    const heard = async (withinMs = answerMs) => {
      const wait = String(withinMs / 1000);
      return [await on('laptop', 'python3', '-c', datagram, internetGateway, wait), await on('internet', 'python3', '-c', datagram, laptopAddress, wait)].map(({ out }) => out.trim());
    };
    assert.deepEqual(await heard(), ['heard', 'heard']);
    const heal = await fault({ kind: 'udp-blocked', host: 'laptop' });
    assert.deepEqual(await heard(silenceMs), ['lost', 'lost']);
    assert.deepEqual(await systemNetwork().resolve(publicName, AbortSignal.timeout(answerMs)), [publicNameAddress]);
    (await connect()).destroy();
    await heal();
    assert.deepEqual(await heard(), ['heard', 'heard']);
  });

  it('link down: the carrier is gone and nothing passes; plugged in again, all is as before', async () => {
    const state = async () => /NO-CARRIER/.exec((await on('laptop', 'ip', 'link', 'show', 'eth0')).out)?.[0] ?? 'carrier';
    const heal = await fault({ kind: 'link-down', host: 'laptop' });
    assert.equal(await state(), 'NO-CARRIER');
    await assert.rejects(connect(silenceMs));
    await heal();
    assert.equal(await state(), 'carrier');
    assert.deepEqual(await systemNetwork().resolve(publicName, AbortSignal.timeout(answerMs)), [publicNameAddress]);
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
    assert.equal(await transferred(), 'all');
  });

  it('at a gateway with two wires, the one that is named', async () => {
    const host = `gateway/gateway-1/${gatewayAddress}`;
    await assert.rejects(fault({ kind: 'loss', host, percent: 100 }), /has not one wire but these: eth0, service/);
    await fault({ kind: 'loss', host, device: 'service', percent: 100 });
    assert.deepEqual([(await on(host, 'ping', '-c', '1', '-W', String(silenceMs / 1000), '100.65.0.1')).code, (await on('laptop', 'dig', `@${publicResolver}`, publicName)).code], [1, 0]);
  });
});
