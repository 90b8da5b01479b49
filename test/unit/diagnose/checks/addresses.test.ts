import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/model/check';
import type { ClosedAddress } from '../../../../src/diagnose/memberProbe';
import { weighed } from '../../../../src/diagnose/checks/addresses';
import { brokers } from '../outcomes';
import { contextOf, requestFor } from '../support';

describe('the addresses that a check came through', () => {
  const passed: Finding = {
    state: 'passed', code: 'ok', summary: 'all of them', evidence: [],
    members: brokers.map((member) => ({ member, passed: true, code: 'ok', detail: 'ok', milliseconds: 1 })),
  };
  const addresses = ['10.1.0.4', '10.1.1.4', '10.1.2.4'];
  const gateways = [{ name: 'gw', addresses, zones: { '10.1.0.4': 'ca-mon-1', '10.1.1.4': 'ca-mon-2' } }];

  async function weigh(closed: (member: number) => readonly ClosedAddress[], finding = passed, layer?: string): Promise<Finding> {
    const { context, lookout } = await contextOf(requestFor(brokers, { gateways }));
    lookout.close();
    return weighed(finding, brokers.map((member, at) => ({ member, addresses, closed: closed(at) })), context, layer);
  }
  const silent = (address: string): ClosedAddress => ({ address, code: 'tcp.timeout' });

  it('change nothing where all can be used, or where the check failed already', async () => {
    assert.equal(await weigh(() => []), passed);
    const failed: Finding = { ...passed, state: 'failed' };
    assert.equal(await weigh(() => [silent('10.1.0.4')], failed), failed);
  });

  it('are named with their zone and what they cost a client', async () => {
    const found = await weigh(() => [silent('10.1.0.4'), silent('10.1.1.4')]);
    assert.deepEqual([found.state, found.code, found.summary], [
      'degraded', 'tcp.partial', '2 of 3 addresses do not answer: 10.1.0.4 (ca-mon-1), 10.1.1.4 (ca-mon-2)',
    ]);
    assert.match(found.cause ?? '', /2 of 3 new connections wait for their time-outs before another address is tried, and fail where/);
    assert.equal(found.remedy?.title, 'Look at the network ACL, the routes and the security group in ca-mon-1 and ca-mon-2, then check again');
    assert.equal(found.members?.[0]?.partly, '10.1.0.4 (ca-mon-1), 10.1.1.4 (ca-mon-2) do not answer');
  });

  it('cost less where they refuse at once, and are told without a zone where that is not known', async () => {
    const found = await weigh(() => [{ address: '10.1.2.4', code: 'tcp.refused' }]);
    assert.match(found.cause ?? '', /1 of 3 new connections is refused before another address is tried, and fails where/);
    assert.match(found.remedy?.title ?? '', /security group on the way there, then/);
  });

  it('say how many members they are closed to where it is not all of them', async () => {
    const found = await weigh((member) => (member === 1 ? [silent('10.1.0.4')] : []));
    assert.equal(found.summary, '1 of 3 addresses does not answer: 10.1.0.4 (ca-mon-1) for 1 of 3 brokers');
    assert.match(found.cause ?? '', /: 1 of 3 new connections waits for its time-out before/);
    assert.deepEqual(found.members?.map(({ partly }) => partly), [undefined, '10.1.0.4 (ca-mon-1) does not answer', undefined]);
  });

  it('count once for what is new in the layer that is looked at', async () => {
    const closed = [silent('10.1.0.4'), { address: '10.1.1.4', code: 'tls.closed' }];
    const tls = await weigh(() => closed, passed, 'tls.');
    assert.deepEqual([tls.code, tls.summary], ['tls.partial', '1 of 3 addresses brings up no TLS: 10.1.1.4 (ca-mon-2)']);
    assert.match(tls.cause ?? '', /: 1 of 3 new connections ends without TLS before/);
    assert.match(tls.remedy?.title ?? '', /MTU of the way in ca-mon-2 and at what answers at that address/);
    assert.equal((await weigh(() => [silent('10.1.0.4')], passed, 'tls.')), passed);
    assert.deepEqual([(await weigh(() => closed)).code, (await weigh(() => closed)).summary], [
      'tcp.partial', '2 of 3 addresses do not answer: 10.1.0.4 (ca-mon-1), 10.1.1.4 (ca-mon-2)',
    ]);
  });
});
