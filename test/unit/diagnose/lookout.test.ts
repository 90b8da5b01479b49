import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { Secret } from '../../../src/model/secret';
import type { Known } from '../../../src/diagnose/checks/check';
import { Lookout } from '../../../src/diagnose/lookout';
import type { CheckRequest } from '../../../src/diagnose/request';
import { brokers } from './outcomes';
import { from, laptop, namedNetwork, requestFor, server, vantageOf, type TestVantage } from './support';

describe('a vantage during a run', () => {
  const never = new AbortController().signal;
  const network = namedNetwork({});
  const nobody = () => undefined;
  const over = (vantage: TestVantage, more: Partial<CheckRequest> = {}, learnt: (known: Known) => void = nobody) => (
    new Lookout(vantage, requestFor(brokers, { vantages: from(laptop(network), vantage), ...more }), learnt));

  it('is opened once, however often it is asked for, and closed once', async () => {
    let opened = 0;
    const plain = server(network);
    const vantage: TestVantage = server(network, { open: (signal) => { opened++; return plain.open(signal); } });
    const lookout = over(vantage);
    assert.equal(lookout.openedIn, 0);
    assert.equal(await lookout.open(never), await lookout.open(never));
    assert.equal(opened, 1);
    assert.equal(plain.closed, 0);
    lookout.close();
    assert.equal(plain.closed, 1);
  });

  it('knows how long the opening took', async () => {
    const slow = server(network);
    const lookout = over(server(network, { open: async (signal) => { await new Promise((resolve) => setTimeout(resolve, 30)); return slow.open(signal); } }));
    await lookout.open(never);
    assert.ok(lookout.openedIn > 0 && Number.isInteger(lookout.openedIn));
  });

  it('opens nothing to be closed without being opened', () => {
    const vantage = server(network, { open: () => Promise.reject(new Error('not asked for')) });
    over(vantage).close();
    assert.equal(vantage.closed, 0);
  });

  it('fails as the vantage does, and is not tried again', async () => {
    let tries = 0;
    const refused = new Error('no');
    const lookout = over(server(network, { open: () => { tries++; return Promise.reject(refused); } }));
    await assert.rejects(lookout.open(never), refused);
    await assert.rejects(lookout.open(never), refused);
    assert.equal(tries, 1);
    lookout.close();
  });

  it('closes at once what opens after the run was ended', async () => {
    const controller = new AbortController();
    const vantage = server(network);
    const lookout = over(vantage);
    const opening = lookout.open(controller.signal);
    controller.abort();
    await assert.rejects(opening, { name: 'AbortError' });
    assert.equal(vantage.closed, 1);
  });

  it('gives its checks what the request holds', async () => {
    const [gateways, secret] = [[{ name: 'g', addresses: [] }], new Secret('s')];
    const heard: Known[] = [];
    const vantage = server(network);
    const lookout = over(vantage, { gateways, secret, timeoutMs: 77 }, (known) => heard.push(known));
    const context = await lookout.open(never);
    assert.equal(context.vantage, vantage);
    assert.deepEqual([context.gateways, context.secret, context.milliseconds, context.words.members], [gateways, secret, 77, 'brokers']);
    assert.deepEqual(context.probes.map(({ member }) => member), brokers);
    assert.match(context.explain('kafka.garbage').cause, /not a Kafka broker/);
    assert.match(context.explain('tcp.refused').cause, /nothing listens/);
    context.learnt({ members: [] });
    assert.deepEqual(heard, [{ members: [] }]);
    const plain = await over(vantage, { timeoutMs: undefined }).open(never);
    assert.equal(plain.milliseconds, 10_000);
  });

  it('knows whether it is the one that is meant', async () => {
    const [here, there] = [laptop(network), server(network)];
    const request = requestFor(brokers, { vantages: from(here, there) });
    const isMeant = async (vantage: TestVantage) => (await new Lookout(vantage, request, nobody).open(never)).isMeant;
    assert.deepEqual([await isMeant(here), await isMeant(there)], [false, true]);
  });

  it('closes every way that was opened from it, also to members that were named later', async () => {
    const streams: PassThrough[] = [];
    const vantage = vantageOf('x', 'x', {
      resolve: () => Promise.resolve(['10.0.0.1']),
      connect: () => { const stream = new PassThrough(); streams.push(stream); return Promise.resolve(stream); },
    });
    const lookout = over(vantage);
    const context = await lookout.open(never);
    for (const probe of [...context.probes, context.probe({ host: 'named.later.test', port: 1 })]) {
      await probe.resolve(never);
      await probe.connect(never);
    }
    assert.deepEqual(streams.map((stream) => stream.destroyed), [false, false, false, false]);
    lookout.close();
    assert.deepEqual(streams.map((stream) => stream.destroyed), [true, true, true, true]);
  });
});
