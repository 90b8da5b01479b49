import assert from 'node:assert/strict';
import type { SshKey } from '../../../../src/model/landscape';
import { isSameKey, sshKeyKind, sshKeyMaker } from '../../../../src/setup/makers/sshKey';
import { absent, inTurn, later, refused, scripted } from '../scripted';
import { sshKeyOf } from '../things';

const publicKey = { type: 'ed25519', line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:abc' } as const;
const specification = { name: 'orders-key', publicKey, resourceGroupId: 'r' };
const same = { name: 'orders-key', fingerprint: publicKey.fingerprint };
const [other, ours, second] = [sshKeyOf('k0'), sshKeyOf('k1', same), sshKeyOf('k2', same)];
const described = { kind: 'ssh-key', id: 'k1', name: 'orders-key', crn: 'crn:k1', address: undefined };

describe('An SSH key of the account', () => {
  it('is asked for with its line and its type', async () => {
    const { context, deeds } = scripted({ createSshKey: () => Promise.resolve(ours) });
    assert.equal(await sshKeyMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createSshKey', { name: 'orders-key', publicKey: 'ssh-ed25519 AAAA', type: 'ed25519', resourceGroupId: 'r' }]]);
  });

  it('of our name that is another key is not ours: its owner would come in to the server', async () => {
    const { context } = scripted({ listSshKeys: () => later(() => [sshKeyOf('k1', { name: 'orders-key' })]) });
    assert.equal(await sshKeyMaker.find(context, specification), undefined);
  });

  it('is found by its name, and described', async () => {
    const { context } = scripted({ listSshKeys: inTurn<readonly SshKey[]>([[other, ours, second], [other]]) });
    assert.equal(await sshKeyMaker.find(context, specification), ours);
    assert.equal(await sshKeyMaker.find(context, specification), undefined);
    assert.deepEqual(sshKeyMaker.describe(ours, specification), described);
    assert.equal(sshKeyKind, 'ssh-key');
    assert.deepEqual([sshKeyMaker.wait, sshKeyMaker.price], [undefined, undefined]);
  });

  it('under another name serves, since the cloud takes a key once', async () => {
    const [twin, again] = [sshKeyOf('k8', { fingerprint: 'SHA256:abc' }), sshKeyOf('k9', { publicKey: 'ssh-ed25519 AAAA me' })];
    const { context } = scripted({ listSshKeys: inTurn<readonly SshKey[]>([[other, twin, again], [other]]) });
    assert.equal(await sshKeyMaker.findOther?.(context, specification), twin);
    assert.equal(await sshKeyMaker.findOther?.(context, specification), undefined);
  });

  it('is recovered by the name that a lost request gave it', async () => {
    const { context } = scripted({ listSshKeys: inTurn<readonly SshKey[]>([[other, ours], [other]]) });
    const lost = { kind: 'ssh-key', name: 'orders-key' };
    assert.deepEqual(await sshKeyMaker.recover(context, lost), described);
    assert.equal(await sshKeyMaker.recover(context, lost), undefined);
  });

  it('is removed at once', async () => {
    for (const deleteSshKey of [absent, () => later(() => undefined)]) {
      const { context, deeds } = scripted({ deleteSshKey });
      await sshKeyMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteSshKey', 'k1']]);
    }
    const { context } = scripted({ deleteSshKey: () => Promise.reject(refused(409)) });
    await assert.rejects(sshKeyMaker.remove(context, { ...described, origin: 'made' }), { code: 'http-409' });
  });
});

describe('Two SSH keys are the same', () => {
  const cases: readonly (readonly [string, Partial<SshKey>, boolean])[] = [
    ['by their fingerprint', { fingerprint: 'SHA256:abc' }, true],
    ['by their fingerprint, padded or not', { fingerprint: 'SHA256:abc==' }, true],
    ['not by a part of it', { fingerprint: 'SHA256:ab=c' }, false],
    ['by their line', { publicKey: 'ssh-ed25519 AAAA' }, true],
    ['by their line, whatever its comment', { publicKey: 'ssh-ed25519 AAAA me@here and there' }, true],
    ['not by their type alone', { publicKey: 'ssh-ed25519 BBBB' }, false],
  ];
  for (const [what, more, same] of cases) {
    it(what, () => {
      assert.equal(isSameKey(sshKeyOf('k', more), publicKey), same);
    });
  }
});
