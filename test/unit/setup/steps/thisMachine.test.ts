import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import type { RunContext } from '../../../../src/setup/context';
import type { StepDependencies } from '../../../../src/setup/dependencies';
import { lettingInThisMachine, sameAddress, sharing, withoutIpv4 } from '../../../../src/setup/steps/thisMachine';
import { fakeStep } from '../engine/support';
import { scripted } from '../scripted';

const own = { range: '203.0.113.7/32', ownAddress: '203.0.113.7' };
const typed = { range: '203.0.113.0/24', ownAddress: '203.0.113.7' };
const unasked = { range: '203.0.113.7/32', ownAddress: undefined };
const next = 'Start again.';

/** A run on a machine of that kind. */
function here(dependencies: Partial<StepDependencies>): RunContext {
  const { context } = scripted({});
  return { ...context, dependencies: { ...context.dependencies, ...dependencies } };
}

describe('This machine, let in by a rule', () => {
  const from = (address: string): RunContext => here({ ownAddress: () => Promise.resolve(address) });

  it('is looked up again before the rule is made, and no other is let in than the plan says', async () => {
    await sameAddress(from('203.0.113.7'), own, next);
    await assert.rejects(sameAddress(from('198.51.100.9'), own, next), {
      code: 'setup.address-changed', why: 'Its address was 203.0.113.7 when the plan was made, and is 198.51.100.9 now.', next,
    });
  });

  it('is not looked up where a range was typed, or nobody asked for a look-up', async () => {
    const never = here({ ownAddress: () => Promise.reject(new TypeError('not asked for')) });
    await sameAddress(never, typed, next);
    await sameAddress(never, unasked, next);
    await sameAddress(here({}), own, next);
  });

  it('is taken as it was where the look-up fails, which is told to the log', async () => {
    const told: string[] = [];
    const refused = new Failure({ code: 'address-lookup.unexpected', what: 'w', why: 'y', next: 'n' });
    await sameAddress(here({ ownAddress: () => Promise.reject(refused), onFallback: ({ code }) => told.push(code) }), own, next);
    assert.deepEqual(told, ['address-lookup.unexpected']);
  });

  it('has no way with IPv6 alone', () => {
    const blocked = withoutIpv4(here({ onlyIpv6: () => true }));
    assert.equal(blocked?.kind, 'blocked');
    assert.match(blocked.remedy, /VPN or a bastion/);
    assert.equal(withoutIpv4(here({ onlyIpv6: () => false })), undefined);
    assert.equal(withoutIpv4(here({})), undefined);
  });

  it('is said to share its address where that is known, and nothing where it is not, or where it is not the one that is let in', () => {
    assert.match(sharing(here({ sharesAddress: () => true }), own).join(), /carrier’s NAT: other customers/);
    assert.deepEqual(sharing(here({ sharesAddress: () => true }), typed), []);
    assert.deepEqual([sharing(here({ sharesAddress: () => false }), own), sharing(here({}), own)], [[], []]);
  });

  it('holds up the step of its rule, in the plan and in the run, and no step for somebody else', async () => {
    const made: string[] = [];
    const step = fakeStep('rule', { create: () => Promise.resolve(void made.push('rule')) });
    const [mine, theirs] = [lettingInThisMachine(step, own, next), lettingInThisMachine(step, typed, next)];
    const ipv6 = here({ onlyIpv6: () => true });
    assert.deepEqual([(await mine.find(ipv6)).kind, (await theirs.find(ipv6)).kind, (await mine.find(here({}))).kind], ['blocked', 'missing', 'missing']);
    await assert.rejects(mine.create(from('198.51.100.9')), { code: 'setup.address-changed' });
    assert.deepEqual(made, []);
    await mine.create(from('203.0.113.7'));
    await theirs.create(from('198.51.100.9'));
    assert.deepEqual(made, ['rule', 'rule']);
  });
});
