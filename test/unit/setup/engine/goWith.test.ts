import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { goWith } from '../../../../src/setup/engine/goWith';
import type { RecordedResource } from '../../../../src/setup/journal/history';
import { Journals, fakeStep, thing } from './support';

const server: RecordedResource = { kind: 'virtual-server', id: 's', name: 'build-box', crn: 'crn:s', address: undefined, origin: 'made' };
const steps = [fakeStep('server'), fakeStep('rule'), fakeStep('tools')];
const tools = [thing('adopted', 'server', 'server-in-use', 's', 'build-box'), thing('made', 'tools', 'server-packages', 's/kcat', 'kcat')];

describe('What a run has on a thing that another run deletes', () => {
  const journals = new Journals();
  after(() => journals.remove());
  const alone = <T>(_id: string, work: () => Promise<T>): Promise<T> => work();

  it('is gone with it, and the run is undone where nothing else of it is left', async () => {
    const user = await journals.progress(steps, [...tools, { type: 'done' }]);
    await goWith(server, [user], alone);
    const view = user.view();
    assert.deepEqual([view.state, view.undoable, view.steps.map(({ detail, goneWith }) => [detail, goneWith])], ['undone', 0, [
      ['gone with build-box', 'build-box'], ['left as it was', undefined], ['gone with build-box', 'build-box'],
    ]]);
  });

  it('is gone alone: what the run made elsewhere is still there to be undone', async () => {
    const user = await journals.progress(steps, [...tools, thing('made', 'rule', 'rule', 'g/r'), { type: 'done' }]);
    await goWith(server, [user], alone);
    assert.deepEqual([user.view().state, user.view().undoable], ['done', 1]);
    await goWith({ ...server, kind: 'security-group', id: 'g', name: 'build-box-sg' }, [user], alone);
    assert.equal(user.view().state, 'undone', 'a rule goes with its group');
  });

  it('is nothing that is on another thing, though that one’s id begins alike', async () => {
    const user = await journals.progress(steps, [thing('adopted', 'server', 'server-in-use', 's2'), thing('made', 'tools', 'server-packages', 's2/kcat'), { type: 'done' }]);
    await goWith(server, [user], () => Promise.reject(new Error('it is not asked for')));
    assert.equal(user.view().state, 'done');
  });

  it('is left to the run where that is being worked at: it finds out by itself', async () => {
    const user = await journals.progress(steps, [...tools, { type: 'done' }]);
    const busy = new Failure({ code: 'setup.busy-elsewhere', what: 'w', why: 'w', next: 'n' });
    await goWith(server, [user], () => Promise.reject(busy));
    assert.equal(user.view().state, 'done');
    await assert.rejects(goWith(server, [user], () => Promise.reject(new Error('a defect'))), /a defect/);
  });
});
