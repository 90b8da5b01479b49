import assert from 'node:assert/strict';
import { settingIds } from '../../src/ui/ids';
import { contributes, said } from './manifest';

const { properties } = contributes.configuration;

describe('the settings', () => {
  it('are those in ids.ts, both ways', () => {
    assert.deepEqual(Object.keys(properties).sort(), settingIds.map((id) => `privateConnect.${id}`).sort());
  });

  it('have a default, a short description, a scope and an order each', () => {
    for (const [id, setting] of Object.entries(properties)) {
      const text = said(setting.markdownDescription ?? setting.description ?? '');
      assert.ok(text.length > 20 && text.length < 200, id);
      assert.notEqual(setting.default, undefined, id);
      assert.ok(setting.order !== undefined && setting.scope !== undefined, id);
    }
    const orders = Object.values(properties).map(({ order }) => order);
    assert.equal(new Set(orders).size, orders.length);
  });

  it('cannot be set by a folder', () => {
    for (const [id, { scope }] of Object.entries(properties)) {
      assert.ok(scope === 'application' || scope === 'machine', id);
    }
  });

  it('hold no secret', () => {
    assert.ok(Object.keys(properties).every((id) => !/key|token|secret|password/i.test(id)));
  });
});
