import assert from 'node:assert/strict';
import type { ServiceKey } from '../../../../src/cloud/resourceService';
import { Secret } from '../../../../src/model/secret';
import type { RunContext } from '../../../../src/setup/context';
import { credentialStep } from '../../../../src/setup/steps/credential';
import { instanceFact } from '../../../../src/setup/steps/instance';
import { absent, later, refused, scripted, type Outside, type Scripted } from '../scripted';
import { instanceOf } from '../things';

const step = credentialStep({ name: 'orders-credential', role: 'Reader', why: 'Clients sign in with it.' });
const secret = new Secret('s3cret');
const shown: ServiceKey = { id: 'c1', crn: 'crn:c1', name: 'orders-credential', secret };
const hidden: ServiceKey = { id: 'c1', crn: 'crn:c1', name: 'orders-credential', hidden: 'one-time' };
const other: ServiceKey = { id: 'c0', crn: 'crn:c0', name: 'payments-credential', secret };
const exists = {
  kind: 'exists', resource: { kind: 'credential', id: 'c1', name: 'orders-credential', crn: 'crn:c1', address: undefined }, detail: undefined,
};
const recorded = (kind: string): ReturnType<RunContext['recorded']> => kind === 'credential' ? { kind, id: 'c1', name: 'x', origin: 'made' } : undefined;
const lost = (kind: string): ReturnType<RunContext['lost']> => kind === 'credential' ? { kind, name: 'orders-credential' } : undefined;

function account(keys: readonly ServiceKey[], more: Partial<RunContext> = {}, outside: Outside = {}): Scripted {
  const resources = { listKeys: () => Promise.resolve(keys), ...outside.resources };
  return scripted({}, more, { secrets: { get: () => Promise.resolve(undefined) }, ...outside, resources });
}

describe('The step of a service credential', () => {
  it('is named after it', () => {
    assert.deepEqual([step.id, step.title, step.why], ['credential', 'Service credential orders-credential', 'Clients sign in with it.']);
  });

  it('has one to make where there is none of its name, in the role that was chosen', async () => {
    const { context, deeds } = account([other]);
    assert.deepEqual(await step.find(context), { kind: 'missing', detail: 'Reader' });
    assert.deepEqual(deeds, [['listKeys', 'crn:v1']]);
  });

  it('finds one whose secret is shown, or is in the vault', async () => {
    assert.deepEqual(await step.find(account([other, shown, { ...shown, id: 'c2' }]).context), exists);
    assert.deepEqual(await step.find(account([hidden], {}, { secrets: { get: () => Promise.resolve(secret) } }).context), exists);
  });

  it('knows the one of the journal, whatever it is called by now', async () => {
    const renamed = { ...shown, name: 'renamed' };
    const standing = await step.find(account([{ ...shown, id: 'c2' }, renamed], { recorded }).context);
    assert.equal(standing.kind === 'exists' && standing.resource.name, 'renamed');
  });

  it('is blocked by one of someone else’s, whose secret was shown only once', async () => {
    assert.deepEqual(await step.find(account([hidden]).context), {
      kind: 'blocked', why: 'A credential named "orders-credential" exists, and its secret was shown only once, elsewhere.',
      remedy: 'Delete that credential, or start a new connection.',
    });
  });

  it('replaces one of ours whose secret was lost, and says so of one that clients may have', async () => {
    const replaced = { kind: 'missing', detail: 'Reader · replaces one whose secret was lost' };
    assert.deepEqual(await step.find(account([hidden], { lost }).context), replaced, 'its secret never came here');
    assert.deepEqual(await step.find(account([hidden], { recorded }).context), {
      ...replaced,
      replaces: 'the service credential orders-credential, whose secret is no longer kept on this machine: clients that have it are refused from then on',
    });
  });

  it('keeps the secret of one that was found, when it is ready', async () => {
    const kept = new Map<string, Secret>();
    const { context } = account([shown], {}, { secrets: { store: (name, value) => later(() => { kept.set(name, value); }) } });
    await step.find(context);
    assert.equal(await step.ready(context), '');
    assert.deepEqual([...kept], [['credential/orders-pc/c1', secret]]);
    await assert.rejects(step.ready(scripted({}).context), { message: 'The service credential is not known yet.' });
  });

  it('costs nothing', async () => {
    assert.deepEqual(await step.price(account([]).context), { kind: 'none' });
  });
});

describe('Making a service credential', () => {
  const specification = { name: 'orders-credential', instanceCrn: 'crn:v1', role: 'Reader', parameters: { 'service-endpoints': 'private' } };
  const making = [['make', 'credential', specification], ['createKey', specification], ['store', 'credential/orders-pc/c1', secret]];

  function run(keys: readonly ServiceKey[], more: Partial<RunContext>, deleteKey: () => Promise<void>): Scripted {
    const made = account(keys, more, { secrets: { store: () => Promise.resolve() }, resources: { createKey: () => Promise.resolve(shown), deleteKey } });
    made.context.facts.set(instanceFact, instanceOf({ credentialParameters: { 'service-endpoints': 'private' } }));
    return made;
  }

  it('asks for one with what the instance says that a credential needs, and leaves it', async () => {
    const { context, deeds } = run([other], {}, absent);
    await step.create(context);
    assert.deepEqual(deeds, [['listKeys', 'crn:v1'], ...making]);
    assert.equal(await step.ready(context), '');
  });

  it('first deletes one of ours whose secret was lost, and waits for that', async () => {
    for (const more of [{ recorded }, { lost }]) {
      const { context, deeds } = run([other, hidden], more, () => later(() => { deeds.push(['deleted']); }));
      await step.create(context);
      assert.deepEqual(deeds, [['listKeys', 'crn:v1'], ['discard'], ['deleteKey', 'c1'], ['deleted'], ...making]);
    }
    await assert.rejects(step.create(run([hidden], { recorded }, () => Promise.reject(refused(403))).context), { code: 'http-403' });
  });

  it('needs the instance', async () => {
    await assert.rejects(step.create(account([]).context), { message: 'The instance is not known yet.' });
  });
});
