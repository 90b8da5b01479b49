import assert from 'node:assert/strict';
import { CommandBench } from './commandBench';

describe('Change SSH Login', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  before(async () => { bench = await CommandBench.start(); });
  after(() => bench.stop());

  it('changes who signs in and at which port, as a plan that undoes nothing: the rule and the name for ssh follow', async () => {
    const { id, instance } = await bench.connected();
    const before = bench.session.setup.undoList(id).length;
    assert.equal((await bench.fail('privateConnect.changeSshLogin', undefined, 'enter')).code, 'setup.same-login');
    await bench.run('privateConnect.changeSshLogin', undefined, 'escape');
    await bench.succeed('privateConnect.changeSshLogin', undefined, { type: 'a b' }, { type: 'admin:2222' });
    assert.deepEqual(bench.prompter.refused, ['Type a login user such as ubuntu, or one with a port such as ubuntu:2222.']);
    assert.equal(bench.last, `plan ${id}`, 'it is looked at first');
    const { setup } = bench.session;
    assert.deepEqual([setup.way(id).login?.user, setup.way(id).login?.port, setup.undoList(id).length], ['admin', 2222, before]);
    const changed = setup.views().find(({ connectionId }) => connectionId === id)?.steps.filter(({ state }) => state === 'to-make').map((step) => step.id);
    assert.deepEqual(changed, ['server-group', 'ssh-host']);
    // Back as it was, there is nothing to make.
    await bench.succeed('privateConnect.changeSshLogin', undefined, { type: 'ubuntu' });
    assert.equal(setup.views()[0]?.state, 'done');
    const vpc = bench.session.cloud.vpc(instance.region);
    const groups = await vpc.listSecurityGroups({}, new AbortController().signal);
    assert.deepEqual(groups.find(({ name }) => name === `${id}-server`)?.rules.filter(({ direction }) => direction === 'inbound').length, 1);
  });
});
