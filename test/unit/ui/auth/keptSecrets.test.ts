import assert from 'node:assert/strict';
import type { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { Machine, type MemoryVault } from '../session/memory';

function setUp(machine = new Machine()): { machine: Machine; vault: MemoryVault; secrets: KeptSecrets; said: string[] } {
  return { machine, vault: machine.vault, said: machine.said, secrets: machine.window().secrets };
}

describe('secrets in the editor\'s vault', () => {
  it('are found again, and their keys are known', async () => {
    const { secrets } = setUp();
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    assert.equal(await secrets.get('a'), '1');
    assert.deepEqual(await secrets.keys(), ['a', 'b']);
  });

  it('leave no key behind when they are deleted', async () => {
    const { secrets, vault } = setUp();
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    await secrets.delete('a');
    await secrets.delete('b');
    assert.deepEqual([...vault.kept.keys()], []);
  });

  it('lose no key of the index when many are written at once', async () => {
    const { secrets } = setUp();
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.store(`k${index}`, 'x')));
    assert.equal((await secrets.keys()).length, 20);
  });

  it('lose no key of the index when several windows write at once', async () => {
    const { machine } = setUp();
    const windows = Array.from({ length: 20 }, () => machine.window().secrets);
    await Promise.all(windows.map((secrets, index) => secrets.store(`k${index}`, 'x')));
    assert.equal((await windows[0]?.keys())?.length, 20);
  });

  it('have an index of names alone', async () => {
    const { secrets, machine } = setUp();
    await secrets.store('a', 'canary-4711');
    assert.ok(!JSON.stringify(machine.ledger.content).includes('canary-4711'));
  });

  it('that the vault has forgotten are noticed, and said once for all of them, now and after a restart', async () => {
    const { secrets, machine, said } = setUp();
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    machine.vault.kept.clear();
    assert.equal(await secrets.get('never stored'), undefined);
    assert.deepEqual(said, []);
    assert.deepEqual([await secrets.get('a'), await secrets.get('b'), await secrets.get('a')], [undefined, undefined, undefined]);
    assert.deepEqual(said, ['forgotten']);
    assert.equal(await machine.window().secrets.get('a'), undefined);
    assert.deepEqual(said, ['forgotten']);
  });

  it('that another window deletes are not taken for forgotten', async () => {
    const { secrets, machine, said } = setUp();
    await secrets.store('a', '1');
    await Promise.all([machine.window().secrets.delete('a'), secrets.get('a')]);
    assert.equal(await secrets.get('a'), undefined);
    assert.deepEqual(said, []);
  });

  it('are kept for the session when the vault does not work, which is said once', async () => {
    const { secrets, vault, said } = setUp();
    vault.broken = true;
    await secrets.store('a', '1');
    await secrets.store('b', '2');
    assert.equal(await secrets.get('a'), '1');
    assert.deepEqual(await secrets.keys(), ['a', 'b']);
    await secrets.delete('a');
    assert.equal(await secrets.getIfReadable('a'), undefined);
    assert.deepEqual(said, ['broken']);
  });

  it('are not taken for absent where the vault cannot be read', async () => {
    const { secrets, vault } = setUp();
    await secrets.store('a', '1');
    vault.broken = true;
    await assert.rejects(secrets.get('a'), { code: 'secrets.unreadable', why: 'no keyring' });
    vault.broken = false;
    assert.equal(await secrets.get('a'), '1');
    assert.equal(await secrets.get('b'), undefined);
  });

  it('go to the vault again once it works', async () => {
    const { secrets, vault } = setUp();
    vault.broken = true;
    await secrets.store('a', '1');
    vault.broken = false;
    await secrets.store('a', '2');
    assert.equal(vault.kept.get('a'), '2');
    assert.equal(await secrets.get('a'), '2');
  });
});
