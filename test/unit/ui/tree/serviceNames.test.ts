import assert from 'node:assert/strict';
import { allOf, eitherOf, titleOf } from '../../../../src/ui/tree/serviceNames';
import { events } from '../fixtures';

const [ledger, vault] = [{ ...events, id: 'ledger', title: 'Ledger' }, { ...events, id: 'vault', title: 'Vault' }];

describe('the names of services in a sentence', () => {
  it('are one name, or several with a word between the last two', () => {
    assert.equal(eitherOf([events]), 'Event Streams');
    assert.equal(eitherOf([events, ledger]), 'Event Streams or Ledger');
    assert.equal(allOf([events, ledger, vault]), 'Event Streams, Ledger and Vault');
    assert.equal(allOf([]), '');
  });

  it('are an id where nobody knows the name', () => {
    assert.equal(titleOf('ledger', [ledger]), 'Ledger');
    assert.equal(titleOf('ledger', [events]), 'ledger');
  });
});
