import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { CloudRequest } from '../../../src/cloud/request';
import { createTransport } from '../../../src/cloud/transport';
import { Failure, isCancelled } from '../../../src/model/failure';
import { script, startPeer, type Peer, type Reply } from './peer';

const { signal } = new AbortController();
const busy: Reply = { status: 503, json: { errors: [{ code: 'backend_service_unavailable', message: 'later' }] } };
const fine: Reply = { json: { vpcs: [] } };
const dropped: Reply = { raw: (response) => response.destroy() };

describe('transport', () => {
  let peer: Peer | undefined;
  let waits: number[];

  const peerOf = async (...replies: readonly Reply[]) => {
    peer = await startPeer(script(...replies));
    return peer;
  };
  const transport = (timeLimit = 5_000, largestAnswer = 1_000_000) => createTransport({
    timeLimit, largestAnswer,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  const request = (url: string, method: CloudRequest['method'] = 'GET'): CloudRequest => ({
    service: 'vpc', method, baseUrl: url, path: '/vpcs', query: { limit: '100' }, what: 'Could not list the VPCs of eu-de',
    ...(method === 'POST' ? { body: { name: 'orders' } } : {}),
  });

  beforeEach(() => {
    waits = [];
  });

  afterEach(async () => {
    await peer?.stop();
    peer = undefined;
  });

  it('sends path, query, JSON body and headers as they were given', async () => {
    const { url, received } = await peerOf(fine);
    const answer = await transport().send({ ...request(url, 'POST'), headers: { Authorization: 'Bearer x' } }, signal);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString('utf8'), '{"vpcs":[]}');
    const [sent] = received;
    assert.equal(sent?.method, 'POST');
    assert.equal(sent.path, '/vpcs');
    assert.equal(sent.query.get('limit'), '100');
    assert.equal(sent.headers.authorization, 'Bearer x');
    assert.equal(sent.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(sent.body), { name: 'orders' });
  });

  it('sends a form as a form', async () => {
    const { url, received } = await peerOf(fine);
    await transport().send({ ...request(url, 'POST'), body: undefined, form: { grant_type: 'urn:x', apikey: 'a&b' } }, signal);
    assert.equal(received[0]?.body, 'grant_type=urn%3Ax&apikey=a%26b');
    assert.match(received[0].headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
  });

  it('gives an answer of any status to its caller, without a second try for what trying does not mend', async () => {
    const { url, received } = await peerOf({ status: 404, json: {} });
    assert.equal((await transport().send(request(url), signal)).status, 404);
    assert.equal(received.length, 1);
  });

  it('asks again after 5xx and a lost connection, each pause longer than the one before', async () => {
    const { url, received } = await peerOf(busy, dropped, busy, fine);
    assert.equal((await transport().send(request(url), signal)).status, 200);
    assert.equal(received.length, 4);
    assert.deepEqual(waits, [500, 1000, 2000]);
  });

  it('gives up after four tries, with the last answer', async () => {
    const { url, received } = await peerOf(busy);
    assert.equal((await transport().send(request(url), signal)).status, 503);
    assert.equal(received.length, 4);
  });

  it('waits after 429 as long as the server asks', async () => {
    const { url } = await peerOf({ status: 429, json: {}, headers: { 'retry-after': '7' } }, { status: 429, json: {}, headers: { 'retry-after': '30' } }, fine);
    await transport().send(request(url), signal);
    assert.deepEqual(waits, [7000, 30_000]);
  });

  it('does not ask before the time that the server asks for: where it is too long to watch, its answer is the result', async () => {
    const { url, received } = await peerOf({ status: 429, json: {}, headers: { 'retry-after': '3600' } }, fine);
    assert.equal((await transport().send(request(url), signal)).status, 429);
    assert.deepEqual([waits, received.length], [[], 1]);
  });

  it('never sends a POST, PUT or DELETE again, whatever becomes of it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const { url, received } = await peerOf(busy);
      await transport().send(request(url, method), signal);
      assert.equal(received.length, 1, method);
      await peer?.stop();
    }
    const { url, received } = await peerOf(dropped);
    await assert.rejects(transport().send(request(url, 'POST'), signal), { code: 'http.reset' });
    assert.equal(received.length, 1);
  });

  it('asks again by POST where the request says that it only asks', async () => {
    const { url, received } = await peerOf(busy, fine);
    await transport().send({ ...request(url, 'POST'), repeatable: true }, signal);
    assert.equal(received.length, 2);
  });

  it('ends a call that gets no answer at its time limit, and closes its socket', async () => {
    const { url, connections } = await peerOf({ raw: () => undefined });
    await assert.rejects(transport(50).send(request(url), signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'http.timeout');
      assert.equal(error.what, 'Could not list the VPCs of eu-de');
      return true;
    });
    await untilNone(connections);
  });

  it('ends at once when it is cancelled, as a cancellation, and closes its socket', async () => {
    const { url, connections, received } = await peerOf({ raw: () => undefined });
    const cancel = new AbortController();
    const call = transport().send(request(url), cancel.signal);
    while (received.length === 0) {
      await delay(5);
    }
    cancel.abort();
    await assert.rejects(call, isCancelled);
    await untilNone(connections);
  });

  it('does not wait on when it is cancelled during a pause', async () => {
    const { url } = await peerOf({ status: 429, json: {}, headers: { 'retry-after': '30' } });
    const cancel = new AbortController();
    const call = createTransport({ onWait: () => setImmediate(() => cancel.abort()) }).send(request(url), cancel.signal);
    await assert.rejects(call, isCancelled);
  });

  it('refuses an answer that is larger than any answer should be', async () => {
    const { url } = await peerOf({ text: 'x'.repeat(200_000) });
    await assert.rejects(transport(5_000, 100_000).send(request(url), signal), { code: 'http.too-long' });
  });

  it('does not follow a redirect, so a token never travels', async () => {
    const other = await startPeer(script(fine));
    const { url } = await peerOf({ status: 302, text: '', headers: { location: `${other.url}/vpcs` } });
    assert.equal((await transport().send(request(url), signal)).status, 302);
    assert.equal(other.received.length, 0);
    await other.stop();
  });

  it('names the host and the reason when nobody listens', async () => {
    const { url } = await peerOf(fine);
    await peer?.stop();
    await assert.rejects(transport().send(request(url), signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'http.refused');
      assert.match(error.why, /^127\.0\.0\.1:\d+ refused the connection/);
      return true;
    });
  });

  it('says that a name does not resolve', async () => {
    await assert.rejects(
      transport().send(request('http://no-such-host.invalid'), signal), { code: 'http.name-not-found' },
    );
  });
});

async function untilNone(connections: () => Promise<number>): Promise<void> {
  while (await connections() > 0) {
    await delay(5);
  }
}
