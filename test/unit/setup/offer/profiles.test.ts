import assert from 'node:assert/strict';
import type { Profile } from '../../../../src/model/landscape';
import type { Cost } from '../../../../src/model/plan';
import { cheapestFirst, fitting } from '../../../../src/setup/offer/profiles';

function profile(name: string, vcpu: number, memory: number, architecture = 'amd64'): Profile {
  return { name, vcpu, memory, architecture, family: 'balanced' };
}

const costs = (monthly: number): Cost => ({ kind: 'priced', monthly, currency: 'USD', basis: '' });
const unpublished: Cost = { kind: 'unpublished' };

describe('A profile fits', () => {
  for (const [what, each, fits] of [
    ['with four processors and 16 GB at most', profile('a', 4, 16), true],
    ['not with more processors', profile('b', 5, 16), false],
    ['not with more memory', profile('c', 4, 17), false],
    ['however small it is', profile('d', 1, 1), true],
    ['not without a processor, as one is told that the API does not size', profile('e', 0, 16), false],
    ['not for another processor than the images are for', profile('f', 1, 1, 's390x'), false],
  ] as const) {
    it(what, () => assert.deepEqual(fitting([each]), fits ? [each] : []));
  }
});

describe('Profiles are proposed', () => {
  function order(...offers: readonly (readonly [Profile, Cost])[]): readonly string[] {
    return cheapestFirst(offers.map(([each, price]) => ({ profile: each, price }))).map((offer) => offer.profile.name);
  }

  it('by price, whatever their size; those without a published one come after', () => {
    const proposed = order([profile('dear', 1, 1), costs(70)], [profile('none', 1, 1), unpublished], [profile('cheap', 4, 16), costs(60)]);
    assert.deepEqual(proposed, ['cheap', 'dear', 'none']);
  });

  for (const [what, smaller, larger] of [
    ['processors', profile('z', 1, 16), profile('a', 2, 4)], ['memory, with as many processors', profile('z', 2, 4), profile('a', 2, 8)],
    ['name, of one size', profile('bxf-2x8', 2, 8), profile('bxg-2x8', 2, 8)],
  ] as const) {
    for (const price of [costs(60), unpublished]) {
      it(`by ${what}, where prices are ${price.kind === 'priced' ? 'the same' : 'not published'}`, () => {
        assert.deepEqual(order([larger, price], [smaller, price]), [smaller.name, larger.name]);
        assert.deepEqual(order([smaller, price], [larger, price]), [smaller.name, larger.name]);
      });
    }
  }

  it('in a list of their own: the one that was handed in stays as it is', () => {
    const offers = [{ profile: profile('b', 2, 2), price: costs(2) }, { profile: profile('a', 1, 1), price: costs(1) }];
    cheapestFirst(offers);
    assert.deepEqual(offers.map((offer) => offer.profile.name), ['b', 'a']);
  });
});
