import assert from 'node:assert/strict';
import type { SecretVault } from '../../../../src/setup/dependencies';
import { Secret } from '../../../../src/model/secret';
import { isKey } from '../../../../src/onPremises/words';
import { forgetKey, keepKey, keyOf, newKey } from '../../../../src/setup/office/key';

describe('A pre-shared key', () => {
  it('is one that the cloud and every file take, never the same twice, and of 190 bits at least', () => {
    const keys = Array.from({ length: 300 }, () => newKey().reveal());
    assert.ok(keys.every((key) => isKey(key) && /^[A-Za-z][A-Za-z0-9]+$/.test(key)), keys.find((key) => !isKey(key)));
    assert.equal(new Set(keys).size, keys.length);
    const bits = Math.min(...keys.map(({ length }) => Math.log2(52) + (length - 1) * Math.log2(62)));
    assert.ok(bits >= 190, `${bits} bits`);
    // Every character comes anywhere but first: none is left out of the drawing.
    assert.equal(new Set(keys.flatMap((key) => Array.from(key.slice(1)))).size, 62);
  });

  it('shows nothing of itself in any text', () => {
    assert.equal(`${newKey().toString()} ${JSON.stringify({ key: newKey() })}`, '*** {"key":"***"}');
  });

  it('is kept for its connection alone, and forgotten with it', async () => {
    const kept = new Map<string, Secret>();
    const vault: SecretVault = {
      get: (key) => Promise.resolve(kept.get(key)), store: (key, secret) => Promise.resolve(void kept.set(key, secret)), delete: (key) => Promise.resolve(void kept.delete(key)),
    };
    await keepKey(vault, 'orders-pc-1a2b', new Secret('first-key'));
    await keepKey(vault, 'billing-pc-3c4d', new Secret('other-key'));
    assert.equal((await keyOf(vault, 'orders-pc-1a2b'))?.reveal(), 'first-key');
    await forgetKey(vault, 'orders-pc-1a2b');
    assert.equal(await keyOf(vault, 'orders-pc-1a2b'), undefined);
    assert.equal((await keyOf(vault, 'billing-pc-3c4d'))?.reveal(), 'other-key');
  });
});
