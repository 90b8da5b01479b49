import assert from 'node:assert/strict';
import { Fact, Facts } from '../../../src/setup/facts';

describe('What steps find, and later steps read', () => {
  const vpc = new Fact<string>('The VPC');
  const subnet = new Fact<string>('The subnet');

  it('is known once it was told, each by its own slot', () => {
    const facts = new Facts();
    assert.equal(facts.get(vpc), undefined);
    facts.set(vpc, 'orders-vpc');
    assert.equal(facts.get(vpc), 'orders-vpc');
    assert.equal(facts.need(vpc), 'orders-vpc');
    assert.equal(facts.get(subnet), undefined);
  });

  it('is the last that was told, and nothing again where that was nothing', () => {
    const facts = new Facts();
    facts.set(vpc, 'one');
    facts.set(vpc, 'other');
    assert.equal(facts.get(vpc), 'other');
    facts.set(vpc, undefined);
    assert.equal(facts.get(vpc), undefined);
  });

  it('is of one plan or run: another knows nothing of it', () => {
    const [one, other] = [new Facts(), new Facts()];
    one.set(vpc, 'orders-vpc');
    assert.equal(other.get(vpc), undefined);
  });

  it('is named where it is needed and not known', () => {
    assert.throws(() => new Facts().need(vpc), { name: 'TypeError', message: 'The VPC is not known yet.' });
  });

  it('may be something that counts for nothing: it is known all the same', () => {
    const facts = new Facts();
    const [address, count] = [new Fact<string>('The address'), new Fact<number>('The count')];
    facts.set(address, '');
    facts.set(count, 0);
    assert.equal(facts.need(address), '');
    assert.equal(facts.need(count), 0);
  });
});
