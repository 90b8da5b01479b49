import assert from 'node:assert/strict';
import type { HostPort, Instance } from '../../../../src/model/instance';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { gen2 } from './documents';

const orders: Instance = {
  crn: 'crn', guid: 'g', name: 'orders', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'enterprise-gen2', state: 'active',
  service: 'event-streams', oneTimeCredentials: true, createdAt: '', ...eventStreams.read(gen2),
};

describe('Event Streams', () => {
  const cases: readonly (readonly [string, readonly HostPort[], readonly number[]])[] = [
    ['the port of its brokers', orders.members, [9093]],
    ['each port of its brokers once, the lowest first', [{ host: 'a', port: 9095 }, { host: 'b', port: 9094 }, { host: 'c', port: 9095 }], [9094, 9095]],
    ['the port of Kafka before its brokers are known', [], [9093]],
  ];
  for (const [what, members, expected] of cases) {
    it(`needs ${what}`, () => assert.deepEqual(eventStreams.ports({ ...orders, members }), expected));
  }

  it('lets a client write, unless it is told otherwise', () => {
    assert.deepEqual([eventStreams.credential.roles, eventStreams.credential.usualRole], [['Reader', 'Writer', 'Manager'], 'Writer']);
  });
});
