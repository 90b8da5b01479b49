import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { assertRefused, region } from './story';
import { Bench } from './support';

describe('faults on request', () => {
  let bench: Bench;
  before(async () => { bench = await Bench.start(); });
  afterEach(() => bench.sandbox.faults.clear());
  after(() => bench.stop());
  const vpcs = () => bench.vpc(region, 'GET', '/vpcs');

  it('say no with the service\'s own envelope: no permission for VPC', async () => {
    bench.sandbox.faults.add({ service: 'vpc', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'The request is not authorized.' } });
    assertRefused(await vpcs(), 403, 'not_authorized');
    assert.equal((await bench.call('GET', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances`)).status, 200);
  });

  it('befall the nth call, as often as asked', async () => {
    bench.sandbox.faults.add({ service: 'vpc', path: '/ca-mon/v1/vpcs$', nth: 2, times: 2, effect: { kind: 'status', status: 503 } });
    const statuses = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await vpcs()).status);
    assert.deepEqual(statuses, [200, 503, 503, 200, 200]);
  });

  it('ask to come back later', async () => {
    bench.sandbox.faults.add({ method: 'GET', times: 1, effect: { kind: 'refuse', status: 429, code: 'rate_limit_exceeded', message: 'Slow down.', headers: { 'retry-after': '3' } } });
    const answer = await vpcs();
    assertRefused(answer, 429, 'rate_limit_exceeded');
    assert.equal(answer.headers.get('retry-after'), '3');
  });

  it('lose the answer after the work is done', async () => {
    bench.sandbox.faults.add({ method: 'POST', path: '/vpcs$', times: 1, effect: { kind: 'drop' } });
    await assert.rejects(bench.vpc(region, 'POST', '/vpcs', { name: 'lost-answer' }));
    assert.ok((await vpcs()).body.get('vpcs').names.includes('lost-answer'));
  });

  it('answer HTML, or that the token has expired', async () => {
    const id = bench.sandbox.faults.add({ service: 'vpc', effect: { kind: 'html' } });
    const html = await vpcs();
    assert.match(html.headers.get('content-type') ?? '', /text\/html/);
    assert.ok(bench.sandbox.faults.remove(id));
    bench.sandbox.faults.add({ service: 'vpc', times: 1, effect: { kind: 'expired-token' } });
    assert.deepEqual([(await vpcs()).status, (await vpcs()).status], [401, 200]);
  });

  it('come together: late and then lost', async () => {
    bench.sandbox.faults.add({ method: 'GET', effect: { kind: 'delay', milliseconds: 5 } });
    bench.sandbox.faults.add({ method: 'GET', effect: { kind: 'status', status: 500, body: { odd: true } } });
    assert.deepEqual((await vpcs()).body.value, { odd: true });
  });

  it('and requests that cannot be read cost their caller alone', async () => {
    const { host, port, hostname } = new URL(bench.sandbox.endpoints.iam);
    const socket = connect(Number(port), hostname);
    const answer = once(socket, 'data');
    socket.write(`GET // HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    assert.match(String((await answer)[0]), /^HTTP\/1\.1 400 /);
    socket.destroy();
    bench.sandbox.faults.add({ service: 'vpc', times: 1, effect: { kind: 'status', status: 99 } });
    assert.deepEqual([(await vpcs()).status, (await vpcs()).status], [400, 200]);
  });

  it('take fields out of an answer that is otherwise the real one, and can be asked to over HTTP', async () => {
    const url = bench.sandbox.endpoints.iam.replace(/\/iam$/, '/_sandbox/faults');
    const body = JSON.stringify({ service: 'vpc', times: 1, effect: { kind: 'omit', fields: ['total_count'] } });
    assert.equal((await bench.send('POST', url, { headers: { 'content-type': 'application/json' }, body })).status, 201);
    const [spoilt, whole] = [await vpcs(), await vpcs()];
    assert.deepEqual([spoilt.body.get('total_count').value, spoilt.body.get('vpcs').value], [undefined, whole.body.get('vpcs').value]);
    assert.ok(whole.body.get('total_count').number > 0);
    bench.sandbox.faults.clear();
  });

  it('are asked for over HTTP as well, and a wrong one is refused', async () => {
    const url = bench.sandbox.endpoints.iam.replace(/\/iam$/, '/_sandbox/faults');
    const json = { 'content-type': 'application/json' };
    const added = await bench.send('POST', url, { headers: json, body: JSON.stringify({ service: 'vpc', effect: { kind: 'status', status: 500 } }) });
    assert.equal(added.status, 201);
    assert.equal((await vpcs()).status, 500);
    assert.equal((await bench.send('GET', url)).body.get('faults', 0, 'seen').number, 1);
    assert.equal((await bench.send('DELETE', `${url}/${added.body.get('id').number}`)).status, 204);
    assert.equal((await vpcs()).status, 200);
    assert.equal((await bench.send('POST', url, { headers: json, body: JSON.stringify({ effect: { kind: 'explode' } }) })).status, 400);
  });
});
