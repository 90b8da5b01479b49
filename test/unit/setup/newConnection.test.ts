import assert from 'node:assert/strict';
import { namesOf } from '../../../src/setup/names';
import { newConnectionId } from '../../../src/setup/newConnection';

describe('A new connection', () => {
  it('has an id that is kept as it is in the names of what it makes', () => {
    const id = newConnectionId('Orders <b>Q3</b> with a very long name that goes on and on');
    assert.equal(namesOf(id).base, id);
    assert.notEqual(newConnectionId('orders'), newConnectionId('orders'));
  });
});
