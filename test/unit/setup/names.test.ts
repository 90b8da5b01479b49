import { namesOf, slug } from '../../../src/setup/names';
import assert from 'node:assert/strict';
import fc from 'fast-check';

const valid = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function all(connectionId: string, zone: string): readonly string[] {
  const { base, of } = namesOf(connectionId);
  return [base, ...['server', 'gateway', 'key', 'ip', 'endpoint', 'credential', zone, `endpoint-${zone}`].map(of)];
}

describe('Names from a connection', () => {
  it('are what IBM Cloud takes, whatever the connection and the zone are called', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 80 }), (id, zone) => {
      for (const name of all(id, zone)) {
        assert.match(name, valid);
      }
    }));
  });

  it('are the same each time, so that what was made is found again', () => {
    fc.assert(fc.property(fc.string(), (id) => assert.deepEqual(all(id, 'eu-de-1'), all(id, 'eu-de-1'))));
  });

  it('differ between two connections, and within one', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
      fc.pre(one !== other);
      const names = [...all(one, 'eu-de-1'), ...all(other, 'eu-de-1')];
      assert.equal(new Set(names).size, names.length);
    }));
  });

  it('keep an id that is valid already, so that people recognise it', () => {
    assert.equal(namesOf('orders-pc-3f2a').of('gateway'), 'orders-pc-3f2a-gateway');
    assert.equal(namesOf('orders-pc-3f2a').of('ca-mon-1'), 'orders-pc-3f2a-ca-mon-1');
  });

  it('tell two ids apart that differ only in what IBM Cloud does not take', () => {
    assert.notEqual(namesOf('Orders').of('endpoint'), namesOf('orders').of('endpoint'));
  });
});

describe('A slug', () => {
  it('is never empty, never too long and made of letters, digits and inner hyphens', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 12, max: 63 }), (text, limit) => {
      const made = slug(text, limit);
      assert.match(made, valid);
      assert.ok(made.length <= limit);
    }));
  });

  it('keeps letters under their accents', () => {
    assert.equal(slug('Zürich Événements', 40), 'zurich-evenements');
  });
});
