import assert from 'node:assert/strict';
import { services } from '../../../src/services/list';

describe('the list of services', () => {
  it('names each once, and by one name in the catalog', () => {
    for (const names of [services.map(({ id }) => id), services.map(({ catalog }) => catalog.name), services.map(({ catalog }) => catalog.id)]) {
      assert.deepEqual(names, [...new Set(names)]);
    }
  });

  for (const entry of services) {
    it(`loads ${entry.title} under the id and title that it is listed by`, async () => {
      const { id, words } = await entry.load();
      assert.deepEqual([id, words.title], [entry.id, entry.title]);
    });

    it(`offers roles for ${entry.title}, the usual one among them`, async () => {
      const { credential: { roles, usualRole, variable } } = await entry.load();
      assert.ok(roles.includes(usualRole));
      assert.match(variable, /^[A-Z][A-Z0-9_]+$/);
    });
  }
});
