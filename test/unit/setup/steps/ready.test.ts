import type { EndpointGateway, FloatingIp, VirtualServer } from '../../../../src/model/landscape';
import { connection, inTurn, scripted } from './support';
import assert from 'node:assert/strict';
import { endpointGatewayStep } from '../../../../src/setup/steps/endpointGateway';
import { floatingIpStep } from '../../../../src/setup/steps/floatingIp';
import { namesOf } from '../../../../src/setup/names';
import { newServerStep } from '../../../../src/setup/steps/newServer';

const names = namesOf(connection.id);
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
  const step = endpointGatewayStep(connection, names);

  async function waits(...reads: [EndpointGateway, ...EndpointGateway[]]): Promise<readonly string[]> {
    const { context, waits: words } = scripted({ getEndpointGateway: inTurn(reads) }, { gateway: gateway({}) });
    assert.equal(await step.ready(context), 'stable');
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
      const { context } = scripted({ getEndpointGateway: inTurn([gateway(more)]) }, { gateway: gateway({}) });
      await assert.rejects(step.ready(context), { name: 'Failure', code });
    }
  });
});

describe('A server is ready', () => {
  assert.ok(connection.choices.server.kind === 'new');
  const step = newServerStep(connection, connection.choices.server);

  it('when it runs', async () => {
    const reads: [VirtualServer, ...VirtualServer[]] = [server('pending'), server('starting'), server('restarting'), server('running')];
    const { context, waits } = scripted({ getVirtualServer: inTurn(reads) }, { server: server('pending') });
    assert.equal(await step.ready(context), 'running');
    assert.equal(waits.length, 3);
    assert.equal(context.facts.server?.status, 'running');
  });

  it('never when it failed: the cloud’s reason is said, and what to do', async () => {
    const reasons = [{ code: 'cannot_start_capacity', message: 'No room.' }];
    const { context } = scripted({ getVirtualServer: inTurn([server('failed', reasons)]) }, { server: server('pending') });
    await assert.rejects(step.ready(context), { code: 'cannot_start_capacity', why: 'cannot_start_capacity: No room.' });
  });

  it('never by waiting when someone stopped it', async () => {
    const { context } = scripted({ getVirtualServer: inTurn([server('stopped')]) }, { server: server('stopped') });
    await assert.rejects(step.ready(context), { code: 'state.stopped', next: 'Start the server, then run again.' });
  });
});

describe('A floating IP is ready', () => {
  const step = floatingIpStep(connection, names);

  it('when it is available and bound', async () => {
    const reads: [FloatingIp, ...FloatingIp[]] = [address('pending'), address('available'), address('available', 'nic')];
    const { context, waits } = scripted({ getFloatingIp: inTurn(reads) }, { floatingIp: address('pending') });
    assert.equal(await step.ready(context), '198.51.100.4, bound');
    assert.equal(waits.length, 2);
  });

  it('never when it failed', async () => {
    const { context } = scripted({ getFloatingIp: inTurn([address('failed')]) }, { floatingIp: address('pending') });
    await assert.rejects(step.ready(context), { code: 'state.failed' });
  });
});
