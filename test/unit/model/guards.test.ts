import assert from 'node:assert/strict';
import { leastFirst } from '../../../src/model/guards';
import type { SecurityGroup } from '../../../src/model/landscape';

function guarding(name: string, targets: number): SecurityGroup {
  return {
    id: name, name, crn: name, href: '', vpc: { id: 'v', name: 'v' }, createdAt: '', rules: [],
    targets: Array.from({ length: targets }, (_, at) => ({ id: `${name}-${at}`, name: '', kind: 'network_interface' })),
  };
}

describe('Several groups that guard one thing', () => {
  it('begin with the one that guards the fewest others, and stay as they were', () => {
    const groups = [guarding('all', 9), guarding('own', 1), guarding('some', 3)];
    assert.deepEqual(leastFirst(groups).map(({ name }) => name), ['own', 'some', 'all']);
    assert.equal(groups[0]?.name, 'all');
  });
});
