import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreesWithReach } from './agreement';
import { bench, until, type Bench } from './bench';
import { behavesLikeTheCloudsNetwork, type PlaneUnderTest } from './behaviours';
import { connects } from './behaviours/seen';
import { logIn, newKeyPair } from './sshClient';
import { withoutRule, withServer } from './variations';
import { brokerName, floatingAddress, gatewayAddress, workingTruth } from './truths';

const keys = newKeyPair();
const truth = workingTruth([keys.publicKey]);

// On loopback an answer that comes takes a few milliseconds.
const make = async (): Promise<PlaneUnderTest> => ({ ...await bench(), silenceMs: 60 });

describe('the embedded network behaves like the cloud\'s', () => {
  behavesLikeTheCloudsNetwork(make);
});

describe('the embedded network agrees with reach', () => {
  agreesWithReach(make, { truths: 40 });
});

describe('the embedded network', () => {
  let under: Bench;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-'));
    under = await bench({ hostKeys: join(folder, 'keys'), dropAfterMs: 50, resolverTimeoutMs: 20 });
    await under.plane.apply(truth);
  });

  afterEach(async () => {
    await under.plane.stop();
    await rm(folder, { recursive: true });
  });

  it('carries bytes to the service and back unchanged, many of them, and the end', async () => {
    const server = await logIn(under.laptop, floatingAddress, keys);
    const channel = await server.forward(brokerName, 9093);
    assert.ok(channel);
    const sent = Buffer.alloc(3_000_000, 'private connect ');
    const back: Buffer[] = [];
    channel.on('data', (chunk: Buffer) => back.push(chunk));
    const ended = new Promise((resolve) => channel.on('end', resolve));
    channel.end(sent);
    await ended;
    assert.ok(Buffer.concat(back).equals(sent));
    server.end();
  });

  it('carries bytes on when the gateway\'s rule goes', async () => {
    const server = await logIn(under.laptop, floatingAddress, keys);
    const channel = await server.forward(brokerName, 9093);
    assert.ok(channel);
    await under.plane.apply(withoutRule(truth, 'kafka-in'));
    channel.write('still there');
    const [back] = await once(channel, 'data') as [Buffer];
    assert.equal(back.toString(), 'still there');
    server.end();
  });

  it('hangs up at the service when the client hangs up', async () => {
    const server = await logIn(under.laptop, floatingAddress, keys);
    await server.forward(gatewayAddress, 9093);
    assert.equal(under.echo.open(), 1);
    server.end();
    await until(() => under.echo.open() === 0);
  });

  it('says timed out when a dropped connection has waited its time', async () => {
    await assert.rejects(under.laptop.connect('198.51.100.99', 22, AbortSignal.timeout(5000)), { code: 'ETIMEDOUT' });
    const server = await logIn(under.laptop, floatingAddress, keys);
    await assert.rejects(server.forward(gatewayAddress, 443), /Connection timed out/);
    server.end();
  });

  it('cannot resolve where rules drop the questions, and says so after the resolver\'s time', async () => {
    const server = await logIn(under.laptop, floatingAddress, keys);
    await under.plane.apply(withoutRule(truth, 'all-out'));
    assert.equal((await server.exec(`getent ahostsv4 ${brokerName}`)).code, 2);
    await assert.rejects(server.forward(brokerName, 9093), /Name or service not known/);
    server.end();
  });

  it('keeps a server\'s host key across a restart, in a file for the owner alone', async () => {
    const before = await logIn(under.laptop, floatingAddress, keys);
    before.end();
    await under.plane.stop();
    under = await bench({ hostKeys: join(folder, 'keys') });
    await under.plane.apply(truth);
    const after = await logIn(under.laptop, floatingAddress, keys);
    assert.equal(after.hostKey, before.hostKey);
    after.end();
    const files = await readdir(join(folder, 'keys'));
    assert.deepEqual(files.sort(), ['server-1.key', 'server-2.key']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(join(folder, 'keys', 'server-1.key'))).mode & 0o777, 0o600);
    }
  });

  it('gives every server a host key of its own', async () => {
    const one = await logIn(under.laptop, floatingAddress, keys);
    await under.plane.apply({ ...truth, servers: truth.servers.map((each) => ({ ...each, id: `other-${each.id}` })) });
    await one.closed;
    const other = await logIn(under.laptop, floatingAddress, keys);
    assert.notEqual(other.hostKey, one.hostKey);
    other.end();
  });

  it('becomes what it was told last, however quickly it is told', async () => {
    const calls = [withServer(truth, { running: false }), truth, withServer(truth, { floatingAddress: undefined }), truth];
    const works = under.echo.apply.bind(under.echo);
    let wait = 40;
    under.echo.apply = async (services, tokenKeys) => {
      // The first call is the slowest: without an order of their own the last would not be last.
      await new Promise((resolve) => setTimeout(resolve, wait -= 10));
      await works(services, tokenKeys);
    };
    await Promise.all(calls.map((each) => under.plane.apply(each)));
    assert.equal(await connects(under.laptop, floatingAddress, 22, 8000), 'open');
    assert.equal(under.echo.applied.length, calls.length + 1);
  });

  it('goes on after a change that failed', async () => {
    const { echo } = under;
    const works = echo.apply.bind(echo);
    echo.apply = () => Promise.reject(new Error('no more ports'));
    await assert.rejects(under.plane.apply(truth), /no more ports/);
    echo.apply = works;
    await under.plane.apply(truth);
  });

  it('does nothing any more when it has stopped, however often it is told', async () => {
    const { echo } = under;
    await under.plane.stop();
    await under.plane.apply(truth);
    await under.plane.stop();
    assert.equal(echo.applied.length, 1);
  });

  it('leaves no socket behind when it stops, whatever is open', async () => {
    const server = await logIn(under.laptop, floatingAddress, keys);
    await server.forward(gatewayAddress, 9093);
    const waiting = connects(under.laptop, '198.51.100.99', 22);
    await under.plane.stop();
    await server.closed;
    await until(() => under.echo.open() === 0);
    assert.notEqual(await waiting, 'open');
    await assert.rejects(under.echo.connect('', 9093), 'the service is stopped with the network');
    assert.notEqual(await connects(under.laptop, floatingAddress, 22), 'open');
    under = await bench();
  });
});
