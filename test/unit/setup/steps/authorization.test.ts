import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/model/failure';
import type { Policy } from '../../../../src/model/policy';
import type { Restrictions } from '../../../../src/model/restriction';
import type { SecretsManagerInstance } from '../../../../src/model/secretsManager';
import type { RunContext } from '../../../../src/setup/context';
import { Fact } from '../../../../src/setup/facts';
import { authorizationStep } from '../../../../src/setup/steps/authorization';
import { refused, scripted, type Outside, type Scripted } from '../scripted';
import { authorizationOf } from '../things';

const instanceFact = new Fact<SecretsManagerInstance>('The instance of Secrets Manager');
const instance = { guid: 'g', name: 'team-secrets' } as SecretsManagerInstance;
const step = authorizationStep({ name: 'orders-pc-authorization', instance: instanceFact });
const role = 'lets VPN servers read secrets';

const policyOf = (id: string, description = ''): Policy => authorizationOf(id, { description });

const restricted: Restrictions = {
  rules: [{
    id: 'r', description: 'Office alone', enforcement: 'enabled', contexts: [{ zoneIds: ['z'] }],
    resources: [{ attributes: [{ name: 'serviceName', value: 'secrets-manager' }], byTag: false }],
  }],
  zones: [{ id: 'z', name: 'office', services: [] }],
};
const keptOut = 'the context-based restriction Office alone keeps VPN servers out: add the service reference VPC Infrastructure Services to one of its network zones';

function account(policies: readonly Policy[], more: Partial<RunContext> = {}, outside: Outside = {}): Scripted {
  const made = scripted({}, more, {
    policies: { listAuthorizations: () => Promise.resolve(policies) }, restrictions: { ofService: () => Promise.resolve({ rules: [], zones: [] }) }, ...outside,
  });
  made.context.facts.set(instanceFact, instance);
  return made;
}

describe('The step that lets VPN servers read secrets', () => {
  it('has an authorization to make where none serves, and before the instance is there', async () => {
    assert.deepEqual(await step.find(account([]).context), { kind: 'missing', detail: role });
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'missing', detail: role });
  });

  it('uses one of somebody else\'s that serves, and calls itself after it', async () => {
    const standing = await step.find(account([policyOf('p0', 'VPN of the team')]).context);
    assert.deepEqual(standing, { kind: 'exists', resource: { kind: 'authorization', id: 'p0', name: 'VPN of the team' }, detail: undefined });
    assert.equal(step.called?.('VPN of the team'), 'Authorization VPN of the team');
  });

  it('uses ours before another\'s: by the journal, by a lost request\'s name, by the name that it would have', async () => {
    const [other, ours] = [policyOf('p0'), policyOf('p1', 'orders-pc-authorization')];
    const used = async (policies: readonly Policy[], more: Partial<RunContext> = {}): Promise<string | undefined> => {
      const standing = await step.find(account(policies, more).context);
      return standing.kind === 'exists' ? standing.resource.id : undefined;
    };
    assert.equal(await used([other, ours]), 'p1');
    assert.equal(await used([other, policyOf('p2', 'former')], { lost: (kind) => ({ kind, name: 'former' }) }), 'p2');
    assert.equal(await used([other, ours, policyOf('p3')], { recorded: (kind) => ({ kind, id: 'p3', name: '', origin: 'made' }) }), 'p3');
  });

  it('tells of a context-based restriction that keeps VPN servers out all the same', async () => {
    const outside = { restrictions: { ofService: () => Promise.resolve(restricted) } };
    assert.deepEqual(await step.find(account([], {}, outside).context), { kind: 'missing', detail: `${role} · ${keptOut}` });
    const standing = await step.find(account([policyOf('p0')], {}, outside).context);
    assert.equal(standing.kind === 'exists' && standing.detail, keptOut);
  });

  it('does not fail where restrictions cannot be looked at, and that is told', async () => {
    const told: Failure[] = [];
    const { context } = account([], {}, { restrictions: { ofService: () => Promise.reject(refused(403)) }, onFallback: (failure) => told.push(failure) });
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: role });
    assert.deepEqual(told.map(({ status }) => status), [403]);
  });

  it('goes on without it where policies may not be looked at, and says what to ask for then', async () => {
    const standing = await step.find(account([], {}, { policies: { listAuthorizations: () => Promise.reject(refused(403)) } }).context);
    assert.ok(standing.kind === 'left-out');
    assert.match(standing.why, /team-secrets \(The cloud said no\.\).*Client VPN for VPC.*SecretsReader/);
    await assert.rejects(step.find(account([], {}, { policies: { listAuthorizations: () => Promise.reject(refused(500)) } }).context), { status: 500 });
  });

  it('gives one that it made time to count, and none to one that was there', async () => {
    const policies = { listAuthorizations: () => Promise.resolve([]), createAuthorization: () => Promise.resolve(policyOf('p1')), getPolicy: () => Promise.resolve(policyOf('p1')) };
    const run = account([], {}, { policies });
    await step.create(run.context);
    assert.equal(await step.ready(run.context), '');
    assert.deepEqual([run.sleeps, run.notes], [[30_000], ['waiting 30 s: it can be read, and counts for other services some time later']]);
    const there = account([policyOf('p0')], {}, { policies: { ...policies, listAuthorizations: () => Promise.resolve([policyOf('p0')]) } });
    await step.find(there.context);
    await step.ready(there.context);
    assert.deepEqual(there.sleeps, []);
  });

  it('costs nothing', async () => {
    assert.deepEqual(await step.price(account([]).context), { kind: 'none' });
  });
});
