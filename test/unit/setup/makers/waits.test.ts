import type { EndpointGateway, FloatingIp, VirtualServer } from '../../../../src/model/landscape';
import assert from 'node:assert/strict';
import { endpointGatewayMaker } from '../../../../src/setup/makers/endpointGateway';
import { floatingIpMaker } from '../../../../src/setup/makers/floatingIp';
import { virtualServerMaker } from '../../../../src/setup/makers/virtualServer';
import { untilReady } from '../../../../src/setup/steps/step';
import { inTurn, scripted } from '../scripted';

const common = { id: 'x', name: 'n', crn: 'crn', href: '', createdAt: '' };
const vpc = { id: 'v', name: 'v' };

function gateway(more: Partial<EndpointGateway>): EndpointGateway {
  return {
    ...common, vpc, targetCrn: 'crn:v1', lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok', securityGroups: [],
    addresses: [{ id: 'r', name: 'r', address: '10.0.0.4' }], serviceEndpoints: [], ...more,
  };
}

function server(status: string, reasons: VirtualServer['statusReasons'] = []): VirtualServer {
  return { ...common, vpc, zone: 'ca-mon-1', status, statusReasons: reasons, profile: 'nxf-1x1' };
}

function address(status: string, targetId?: string): FloatingIp {
  return { ...common, address: '198.51.100.4', zone: 'ca-mon-1', status, targetId };
}

describe('An endpoint gateway is ready', () => {
  async function waits(...reads: [EndpointGateway, ...EndpointGateway[]]): Promise<readonly string[]> {
    const { context, waits: words } = scripted({ getEndpointGateway: inTurn(reads) });
    assert.deepEqual(await untilReady(context, endpointGatewayMaker, gateway({ lifecycleState: 'pending' })), reads.at(-1));
    return words;
  }

  it('when it is stable, healthy, and every address is allocated', async () => {
    assert.deepEqual(await waits(gateway({})), []);
  });

  it('not while it is pending, updating or waiting', async () => {
    for (const lifecycleState of ['pending', 'updating', 'waiting']) {
      assert.deepEqual(await waits(gateway({ lifecycleState }), gateway({})), [`state "${lifecycleState}" to become "stable"`]);
    }
  });

  it('not while its health is anything but ok', async () => {
    for (const healthState of ['degraded', 'inapplicable']) {
      assert.deepEqual(await waits(gateway({ healthState }), gateway({})), [`health "${healthState}" to become "ok"`]);
    }
  });

  it('not while an address is 0.0.0.0, or there is none', async () => {
    const half = gateway({ addresses: [{ id: 'a', name: 'a', address: '10.0.0.4' }, { id: 'b', name: 'b', address: '0.0.0.0' }] });
    assert.deepEqual(await waits(half, gateway({ addresses: [] }), gateway({})), [
      'its addresses to be allocated', 'its addresses to be allocated',
    ]);
  });

  it('not while access to the service is pending; the wait says so', async () => {
    const pending = gateway({ lifecycleState: 'waiting', lifecycleReasons: [{ code: 'access_pending', message: 'The provider has not decided.' }] });
    assert.match((await waits(pending, gateway({})))[0] ?? '', /The provider has not decided/);
  });

  it('never when it failed, was suspended or refused: that is said at once', async () => {
    for (const [more, code] of [
      [{ lifecycleState: 'failed' }, 'state.failed'],
      [{ lifecycleState: 'suspended', lifecycleReasons: [{ code: 'resource_suspended_by_provider', message: 'm' }] }, 'resource_suspended_by_provider'],
      [{ lifecycleState: 'waiting', lifecycleReasons: [{ code: 'access_denied', message: 'm' }] }, 'access_denied'],
      [{ healthState: 'faulted' }, 'state.faulted'],
    ] as const) {
      const { context } = scripted({ getEndpointGateway: inTurn([gateway(more)]) });
      await assert.rejects(untilReady(context, endpointGatewayMaker, gateway({})), { name: 'Failure', code });
    }
  });
});

describe('A server is ready', () => {
  it('when it runs', async () => {
    const reads: [VirtualServer, ...VirtualServer[]] = [server('pending'), server('starting'), server('restarting'), server('running')];
    const { context, waits } = scripted({ getVirtualServer: inTurn(reads) });
    assert.equal((await untilReady(context, virtualServerMaker, server('pending'))).status, 'running');
    assert.equal(waits.length, 3);
  });

  it('never when it failed: the cloud’s reason is said, and what to do', async () => {
    const reasons = [{ code: 'cannot_start_capacity', message: 'No room.' }];
    const { context } = scripted({ getVirtualServer: inTurn([server('failed', reasons)]) });
    await assert.rejects(untilReady(context, virtualServerMaker, server('pending')), { code: 'cannot_start_capacity', why: 'cannot_start_capacity: No room.' });
  });

  it('never by waiting when someone stopped it', async () => {
    const { context } = scripted({ getVirtualServer: inTurn([server('stopped')]) });
    await assert.rejects(untilReady(context, virtualServerMaker, server('stopped')), { code: 'state.stopped', next: 'Start the server, then run again.' });
  });
});

describe('A floating IP is ready', () => {
  it('when it is available and bound', async () => {
    const reads: [FloatingIp, ...FloatingIp[]] = [address('pending'), address('available'), address('available', 'nic')];
    const { context, waits } = scripted({ getFloatingIp: inTurn(reads) });
    assert.equal((await untilReady(context, floatingIpMaker, address('pending'))).targetId, 'nic');
    assert.equal(waits.length, 2);
  });

  it('never when it failed', async () => {
    const { context } = scripted({ getFloatingIp: inTurn([address('failed')]) });
    await assert.rejects(untilReady(context, floatingIpMaker, address('pending')), { code: 'state.failed' });
  });
});
