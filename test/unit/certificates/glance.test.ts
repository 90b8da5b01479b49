import assert from 'node:assert/strict';
import { newAuthority } from '../../../src/certificates/authority';
import { endOf, isSameCertificate } from '../../../src/certificates/glance';

describe('What is read of a certificate at a glance', () => {
  it('is whether two texts have the same one first, whatever their line ends and what follows', async () => {
    const [one, other] = [(await newAuthority({ name: 'one' })).certificate, (await newAuthority({ name: 'one' })).certificate];
    assert.equal(isSameCertificate(one, `${one.replaceAll('\n', '\r\n')}${other}`), true);
    assert.equal(isSameCertificate(one, other), false);
    for (const none of ['', 'no certificate']) {
      assert.equal(isSameCertificate(one, none), false);
      assert.equal(isSameCertificate(none, none), false);
    }
  });

  it('is when it ends; nothing of what is none', async () => {
    const { certificate } = await newAuthority({ name: 'one', days: 10, now: new Date('2026-01-01T00:00:00Z') });
    assert.deepEqual(endOf(certificate), new Date('2026-01-11T00:00:00Z'));
    assert.equal(endOf('no certificate'), undefined);
  });
});
