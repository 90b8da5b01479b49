import assert from 'node:assert/strict';
import { contextValue, counted, describe as words, spokenLabel } from '../../../../src/ui/tree/node';
import { regionLabel } from '../../../../src/ui/tree/regionNames';

describe('the parts of a node', () => {
  it('join the tags of an item sorted and once each, so that clauses can look for whole words', () => {
    assert.equal(contextValue(['hasCrn', 'connectable', 'hasCrn']), 'connectable+hasCrn');
    assert.match(contextValue(['instance', 'connectable']), /\bconnectable\b/);
    assert.doesNotMatch(contextValue(['disconnectable']), /\bconnectable\b/);
  });

  it('leave out of a description what is not there', () => {
    assert.equal(words('a', undefined, '', 'b'), 'a · b');
    assert.equal(spokenLabel('orders', 'instance', undefined), 'orders, instance');
  });

  it('count in words', () => {
    assert.equal(counted(1, 'subnet', 'subnets'), '1 subnet');
    assert.equal(counted(0, 'address', 'addresses'), '0 addresses');
  });

  it('name a region by its place, and one that is not known by its own name', () => {
    assert.equal(regionLabel('ca-mon'), 'Montreal (ca-mon)');
    assert.equal(regionLabel('mars-1'), 'mars-1');
  });
});
