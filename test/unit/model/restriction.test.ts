import assert from 'node:assert/strict';
import { blocksVpnServer, type NetworkZone, type RestrictionRule } from '../../../src/model/restriction';

const secretsManager = { serviceName: 'secrets-manager', accountId: 'a', serviceInstance: 'g' };

function ruleOf(more: Partial<RestrictionRule> = {}): RestrictionRule {
  return {
    id: 'r', description: 'Office alone', enforcement: 'enabled', contexts: [{ zoneIds: ['office'] }],
    resources: [{ attributes: [{ name: 'serviceName', value: 'secrets-manager' }], byTag: false }], ...more,
  };
}

const office: NetworkZone = { id: 'office', name: 'office', services: ['containers-kubernetes'] };
const vpc: NetworkZone = { id: 'vpc', name: 'vpc', services: ['is'] };
const blocking = (...rules: readonly RestrictionRule[]): readonly RestrictionRule[] => blocksVpnServer(rules, [office, vpc], secretsManager);

describe('A context-based restriction', () => {
  it('keeps client VPN servers out where none of its zones has their service', () => {
    const [rule, closed] = [ruleOf(), ruleOf({ id: 'closed', contexts: [] })];
    assert.deepEqual(blocking(rule, closed), [rule, closed]);
  });

  it('of several has to let them in each', () => {
    const rule = ruleOf();
    assert.deepEqual(blocking(ruleOf({ contexts: [{ zoneIds: ['vpc'] }] }), rule), [rule]);
  });

  for (const [what, more] of [
    ['that has their service in one of its zones', { contexts: [{ zoneIds: ['office'] }, { zoneIds: ['office', 'vpc'] }] }],
    ['that names no network', { contexts: [{ zoneIds: [] }] }],
    ['that is off', { enforcement: 'disabled' }],
    ['that only reports', { enforcement: 'report' }],
    ['with a zone that was not read', { contexts: [{ zoneIds: ['secret'] }] }],
    ['of another instance', { resources: [{ attributes: [{ name: 'serviceInstance', value: 'h' }], byTag: false }] }],
    ['of resources of which nothing is known', { resources: [{ attributes: [{ name: 'resourceGroupId', value: 'r' }], byTag: false }] }],
  ] as const) {
    it(`${what} is not said to keep them out`, () => {
      assert.deepEqual(blocking(ruleOf(more)), []);
    });
  }
});
