import assert from 'node:assert/strict';
import type { Reachability } from '../../../../src/ui/tree/connectionWords';
import { instanceNode } from '../../../../src/ui/tree/instanceNode';
import { connection, events, hostile, instance, lite, words } from '../fixtures';

const now = new Date('2026-05-01T12:00:00Z');
const none: Reachability = { connections: [], direct: undefined };

describe('the node of an Event Streams instance', () => {
  it('says generation, access and reachability in words', () => {
    assert.equal(instanceNode(instance('orders'), events, none, now).view.description, 'Gen 2 · private only · not connected');
    assert.equal(instanceNode(lite('playground'), events, none, now).view.description, 'Lite · public only');
    const both = instance('billing', { plan: 'enterprise-3nodes-2tb', edition: 'Gen 1', access: 'public-and-private' });
    assert.equal(instanceNode(both, events, none, now).view.description, 'Gen 1 · public and private · not connected');
  });

  it('tells its plan by the title of the console, and by its name where the catalog has no title', () => {
    const tooltip = (changes: { readonly planTitle?: string }) => instanceNode(instance('orders', changes), events, none, now).view.tooltip;
    assert.match(tooltip({ planTitle: 'Enterprise Gen 2' }), /Plan Enterprise Gen 2, state active/);
    assert.match(tooltip({}), /Plan enterprise.*gen2, state active/);
  });

  it('guesses no access where the API does not tell', () => {
    const young = instance('fraud', {
      state: 'provisioning', edition: 'plan enterprise-gen2', access: 'unknown', connectable: { possible: false, why: 'It is not active.', next: 'Wait.' },
    });
    assert.equal(instanceNode(young, events, none, now).view.description, 'provisioning · plan enterprise-gen2');
  });

  it('is marked as broken only where what leads to it failed its last check and nothing else passed', () => {
    const orders = instance('orders');
    const health = (...said: readonly (boolean | 'partly')[]) => instanceNode(orders, events, {
      connections: said.map((each) => ({
        connection: connection(orders), words: words('build-box'), run: 'done',
        check: { passed: each === true, ...(each === 'partly' ? { partly: true as const } : {}), checkedAt: '2026-05-01T11:58:00Z', text: 'no' },
      })),
      direct: { passed: false, checkedAt: '2026-05-01T11:58:00Z', text: 'expected' },
    }, now).view.health;
    assert.deepEqual([health(), health(false), health(false, true)], [undefined, 'broken', undefined]);
    assert.deepEqual([health('partly'), health(false, 'partly'), health('partly', true)], ['partly', 'partly', undefined]);
    const deleted = instanceNode(instance('old', { state: 'pending_reclamation' }), events, none, now).view;
    assert.deepEqual([deleted.health, deleted.description?.split(' · ')[0]], ['going', 'Deleted, can be restored for some days']);
  });

  it('offers Connect Privately where it is possible, and says why where it is not', async () => {
    assert.ok(instanceNode(instance('orders'), events, none, now).view.tags.includes('connectable'));
    const node = instanceNode(lite('playground'), events, none, now);
    assert.ok(!node.view.tags.includes('connectable'));
    const [why] = await node.children?.() ?? [];
    assert.match(why?.view.label ?? '', /^No private connection: The lite plan is public only/);
    assert.match(node.view.tooltip, /public only/);
  });

  it('has its connections below it, with what their last check said', async () => {
    const orders = instance('orders');
    const check = { passed: true, checkedAt: '2026-05-01T11:58:00Z', text: '' };
    const node = instanceNode(orders, events, {
      connections: [{ connection: connection(orders), words: words('build-box'), run: 'done', check }], direct: undefined,
    }, now);
    const [way] = await node.children?.() ?? [];
    assert.equal(way?.view.label, 'through build-box');
    assert.equal(way.view.description, 'virtual server · checked 2 min ago · all passed');
    assert.ok(way.view.tags.includes('connected'));
  });

  it('is checked rather than connected by its first button, once it is connected', () => {
    const orders = instance('orders');
    const tagsWith = (run: 'done' | 'failed') => instanceNode(orders, events, {
      connections: [{ connection: connection(orders), words: words('build-box'), run, check: undefined }], direct: undefined,
    }, now).view.tags;
    assert.deepEqual([tagsWith('done').includes('reached'), tagsWith('failed').includes('reached')], [true, false]);
  });

  it('has a page to open where the cloud names one', () => {
    const tagsOf = (page?: string) => instanceNode({ ...instance('orders'), ...(page === undefined ? {} : { page }) }, events, none, now).view.tags;
    assert.deepEqual([tagsOf('https://cloud.ibm.com/x').includes('hasPage'), tagsOf().includes('hasPage')], [true, false]);
  });

  it('does not offer what needs a finished connection before it is finished', async () => {
    const orders = instance('orders');
    const node = instanceNode(orders, events, {
      connections: [{ connection: connection(orders), words: words('build-box'), run: 'failed', check: undefined }], direct: undefined,
    }, now);
    const [way] = await node.children?.() ?? [];
    assert.ok(way !== undefined && !way.view.tags.includes('connected'));
    assert.equal(way.view.description, 'virtual server · failed: see Activity');
    const undone = instanceNode(orders, events, {
      connections: [{ connection: connection(orders), words: words('build-box'), run: 'cancelled', goal: 'undo', check: undefined }], direct: undefined,
    }, now);
    assert.equal((await undone.children?.() ?? [])[0]?.view.description, 'virtual server · undo cancelled: see Activity');
  });

  it('has its CRN as its id, whatever its name is', () => {
    const before = instance('orders');
    assert.equal(instanceNode(before, events, none, now).view.id, before.crn);
    assert.equal(instanceNode({ ...before, name: 'renamed' }, events, none, now).view.id, before.crn);
  });

  it('is read out as name, kind and state, the name first', () => {
    assert.equal(instanceNode(instance('orders'), events, none, now).view.spoken, 'orders, Event Streams instance, Gen 2 · private only · not connected');
  });

  it('shows a hostile name as text: no markup, link, icon or control character', () => {
    const { view } = instanceNode(instance(hostile), events, none, now);
    assert.doesNotMatch(view.label, /[\u0000-\u001f\u202e]/);
    assert.doesNotMatch(view.tooltip, /<img|\]\(command:|\$\(trash\)/);
  });
});
