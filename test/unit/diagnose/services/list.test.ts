import assert from 'node:assert/strict';
import { serviceChecks } from '../../../../src/diagnose/services/list';
import { services } from '../../../../src/services/list';

describe('the list of services that can be checked', () => {
  it('is of services that there are, each once', () => {
    const ids = serviceChecks.map(({ service }) => service);
    assert.ok(ids.length > 0);
    assert.deepEqual(ids, [...new Set(ids)]);
    assert.deepEqual(ids.filter((id) => !services.some((service) => service.id === id)), []);
  });

  it('gives checks that begin above TLS, with one that proves the members', async () => {
    for (const entry of serviceChecks) {
      const checks = await entry.load();
      const ladder = checks.ladder();
      const ids = ladder.map(({ id }) => id);
      assert.deepEqual(ladder[0]?.dependsOn, ['tls'], entry.service);
      assert.ok(ids.includes(checks.provesMembers), entry.service);
      for (const [at, { dependsOn }] of ladder.entries()) {
        assert.ok(dependsOn.every((id) => ['tls', ...ids.slice(0, at)].includes(id)), entry.service);
      }
      assert.deepEqual(ids.filter((id) => ['names', 'tcp', 'tls'].includes(id)), []);
    }
  });
});
