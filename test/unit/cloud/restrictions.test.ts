import assert from 'node:assert/strict';
import { blocksVpnServer } from '../../../src/model/restriction';
import { secretsOf } from '../../../src/model/vpnPolicies';
import { startSandboxCloud, type SandboxCloud } from './sandboxCloud';

const { signal } = new AbortController();

describe('Context-based restrictions on the sandbox', () => {
  let bench: SandboxCloud;
  beforeEach(async () => { bench = await startSandboxCloud(); });
  afterEach(() => bench.stop());

  /** A zone with those services, and a rule for a service that names it. */
  function restrict(service: string, services: readonly string[]): void {
    const { sandbox: { state, accountId } } = bench;
    const createdAt = '2026-01-01T00:00:00Z';
    state.networkZones.set(`zone-${service}`, {
      id: `zone-${service}`, createdAt, name: 'office', description: '', excluded: [],
      addresses: [
        ...Array.from({ length: 9 }, (_, index) => ({ type: 'ipAddress' as const, value: `203.0.113.${index}` })),
        ...services.map((name) => ({ type: 'serviceRef' as const, ref: { account_id: accountId, service_name: name } })),
      ],
    });
    state.restrictionRules.set(`rule-${service}`, {
      id: `rule-${service}`, createdAt, description: 'Office alone', enforcement: 'enabled',
      contexts: [{ attributes: [{ name: 'endpointType', value: 'private' }, { name: 'networkZoneId', value: `zone-${service}` }] }],
      resources: [{ attributes: [{ name: 'accountId', value: accountId }, { name: 'serviceName', value: service }] }],
    });
  }

  const read = (): ReturnType<typeof bench.cloud.restrictions.ofService> => bench.cloud.restrictions.ofService(bench.sandbox.accountId, 'secrets-manager', signal);

  it('are those of the service that is asked for, with all of their zones\' services', async () => {
    restrict('secrets-manager', ['containers-kubernetes', 'is']);
    restrict('is', []);
    assert.deepEqual(await read(), {
      rules: [{
        id: 'rule-secrets-manager', description: 'Office alone', enforcement: 'enabled', contexts: [{ zoneIds: ['zone-secrets-manager'] }],
        resources: [{
          attributes: [{ name: 'accountId', value: bench.sandbox.accountId }, { name: 'serviceName', value: 'secrets-manager' }], byTag: false,
        }],
      }],
      zones: [{ id: 'zone-secrets-manager', name: 'office', services: ['containers-kubernetes', 'is'] }],
    });
  });

  it('keep client VPN servers out, or do not', async () => {
    const target = secretsOf({ accountId: bench.sandbox.accountId, guid: 'g' });
    restrict('secrets-manager', []);
    const closed = await read();
    assert.deepEqual(blocksVpnServer(closed.rules, closed.zones, target).map(({ id }) => id), ['rule-secrets-manager']);
    restrict('secrets-manager', ['is']);
    const open = await read();
    assert.deepEqual(blocksVpnServer(open.rules, open.zones, target), []);
  });

  it('may name several zones in one condition', async () => {
    restrict('is', ['is']);
    restrict('secrets-manager', []);
    const rule = bench.sandbox.state.restrictionRules.get('rule-secrets-manager');
    assert.ok(rule);
    rule.contexts = [{ attributes: [{ name: 'networkZoneId', value: 'zone-secrets-manager,zone-is' }] }];
    const { rules, zones } = await read();
    assert.deepEqual(zones.map(({ id }) => id), ['zone-secrets-manager', 'zone-is']);
    assert.deepEqual(blocksVpnServer(rules, zones, secretsOf({ accountId: bench.sandbox.accountId, guid: 'g' })), []);
  });

  it('that the caller may not see are a refusal, in the service\'s words', async () => {
    bench.sandbox.faults.add({ service: 'restrictions', effect: { kind: 'refuse', status: 403, code: 'forbidden', message: 'No.' } });
    await assert.rejects(read(), { code: 'restrictions.forbidden', status: 403, why: 'No.' });
  });
});
