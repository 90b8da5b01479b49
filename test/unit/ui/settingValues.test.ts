import assert from 'node:assert/strict';
import { SettingValues } from '../../../src/ui/settingValues';

const settings = (values: Readonly<Record<string, unknown>>): SettingValues => new SettingValues((id) => values[id]);

describe('the settings', () => {
  it('are what the user set', () => {
    const set = settings({ 'regions': ['ca-mon'], 'credentialRole': 'Reader', 'checkTimeoutSeconds': 30, 'sandbox.pace': 0 });
    assert.deepEqual([set.regions(), set.credentialRole(), set.checkTimeoutMs(), set.sandboxPace()], [['ca-mon'], 'Reader', 30_000, 0]);
  });

  it('are the defaults where a value is of another kind or out of range', () => {
    const odd: readonly unknown[] = [undefined, null, {}, true, 'x', -1, 1000, Number.NaN];
    for (const value of odd) {
      const set = settings({ 'regions': value, 'checkTimeoutSeconds': value, 'sandbox.pace': value });
      assert.deepEqual([set.regions(), set.checkTimeoutMs(), set.sandboxPace()], [[], 10_000, 1]);
    }
    assert.equal(settings({ credentialRole: 7 }).credentialRole(), '');
    assert.deepEqual(settings({ regions: ['ca-mon', 7] }).regions(), ['ca-mon']);
  });
});
