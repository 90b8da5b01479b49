import assert from 'node:assert/strict';
import type { CloudRequest } from '../../../src/cloud/request';
import type { Exchange } from '../../../src/cloud/watched';
import { watched } from '../../../src/cloud/watched';
import { Failure } from '../../../src/model/failure';

const request: CloudRequest = {
  service: 'vpc', method: 'POST', baseUrl: 'https://vpc.example/v1', path: '/vpcs', query: { version: 'x' }, what: 'Could not create the VPC',
  headers: { Authorization: 'Bearer canary' }, body: { name: 'canary' },
};

describe('a request that is told to a log', () => {
  let told: Exchange[];
  beforeEach(() => { told = []; });

  /** Time goes on by 40 ms with each look at it. */
  function through(send: () => ReturnType<Parameters<typeof watched>[0]['send']>): ReturnType<typeof watched> {
    let time = 0;
    return watched({ send }, (exchange) => void told.push(exchange), () => (time += 40));
  }

  it('says where it went, what was answered, how long it took and the trace, and nothing of what it carried', async () => {
    const answer = { status: 409, headers: { 'x-request-id': 'trace-1' }, body: Buffer.from('canary') };
    assert.equal(await through(() => Promise.resolve(answer)).send(request, new AbortController().signal), answer);
    assert.deepEqual(told, [{ service: 'vpc', method: 'POST', path: '/vpcs', status: 409, trace: 'trace-1', milliseconds: 40 }]);
    assert.ok(!JSON.stringify(told).includes('canary'));
  });

  it('says why no answer came', async () => {
    const late = new Failure({ code: 'http.timeout', what: 'w', why: 'y', next: 'n' });
    await assert.rejects(through(() => Promise.reject(late)).send(request, new AbortController().signal), late);
    assert.deepEqual(told.map(({ status, code }) => [status, code]), [[undefined, 'http.timeout']]);
  });

  it('says that it was cancelled', async () => {
    await assert.rejects(through(() => Promise.reject(new DOMException('x', 'AbortError'))).send(request, AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(told.map(({ code }) => code), ['cancelled']);
  });
});
