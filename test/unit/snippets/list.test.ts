import assert from 'node:assert/strict';
import { services } from '../../../src/services/list';
import { nowhere } from './nowhere';
import { snippets } from '../../../src/snippets/list';

describe('the list of client configurations', () => {
  it('is of services that there are, each once, and each has some', async () => {
    const ids = snippets.map(({ service }) => service);
    assert.deepEqual(ids, [...new Set(ids)]);
    assert.ok(ids.every((id) => services.some((service) => service.id === id)));
    for (const entry of snippets) {
      const made = (await entry.load())({ instanceName: 'x', members: [{ host: 'a.test', port: 1 }], place: nowhere, secretFrom: { kind: 'environment', variable: 'KEY' } });
      assert.ok(made.length > 0);
      assert.equal(new Set(made.map(({ client }) => client)).size, made.length);
    }
  });
});
