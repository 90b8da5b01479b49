import assert from 'node:assert/strict';
import { freeName } from '../../../../src/sandbox/vpc/body';

describe('a name in the sandbox', () => {
  it('that is made up is never one that is there: no request without a name is refused for one', () => {
    const rows: { readonly name: string }[] = [];
    while (rows.length < 2_000) rows.push({ name: freeName(undefined, rows) });
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
  });

  it('that is given is refused where it is there', () => {
    assert.equal(freeName('mine', [{ name: 'yours' }]), 'mine');
    assert.throws(() => freeName('mine', [{ name: 'mine' }]), { code: 'validation_unique_failed' });
  });
});
