import assert from 'node:assert/strict';
import type { Instance } from '../../../src/model/instance';
import { namesOf } from '../../../src/setup/names';
import { newConnection, newConnectionId } from '../../../src/setup/newConnection';

describe('A new connection', () => {
  it('has an id that is kept as it is in the names of what it makes', () => {
    const id = newConnectionId('Orders <b>Q3</b> with a very long name that goes on and on');
    assert.equal(namesOf(id).base, id);
    assert.notEqual(newConnectionId('orders'), newConnectionId('orders'));
  });

  it('is called after its instance, as far as there is room', () => {
    assert.match(newConnectionId('orders'), /^orders-pc-[0-9a-f]{4}$/);
    assert.match(newConnectionId('o'.repeat(50)), /^o{30}-pc-[0-9a-f]{4}$/);
  });

  it('holds what was chosen, and of the instance only by what it is known', () => {
    const instance: Instance = {
      crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'standard', state: 'active',
      service: 'event-streams', edition: 'Gen 2', access: 'private', members: [], privateNames: [], oneTimeCredentials: false,
      createdAt: '2025-01-01T00:00:00Z', connectable: { possible: true }, credentialParameters: {},
    };
    const now = new Date('2026-03-01T10:00:00Z');
    assert.deepEqual(newConnection('orders-pc', 'a', instance, { route: 'ferry', role: 'Writer', choices: { dock: 'north' } }, now), {
      id: 'orders-pc', accountId: 'a', service: 'event-streams', instance: { crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon' },
      route: 'ferry', role: 'Writer', choices: { dock: 'north' }, createdAt: '2026-03-01T10:00:00.000Z',
    });
  });
});
