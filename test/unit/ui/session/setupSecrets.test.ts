import assert from 'node:assert/strict';
import { Secret } from '../../../../src/model/secret';
import { setupPrefix, setupSecrets } from '../../../../src/ui/session/setupSecrets';
import { Machine } from './memory';

describe('the service API keys of an account', () => {
  it('are kept under the account, so that they go with it', async () => {
    const { secrets } = new Machine().window();
    await setupSecrets(secrets, 'me').store('credential/1', new Secret('k'));
    assert.deepEqual(await secrets.keys(), [`${setupPrefix('me')}credential/1`]);
    assert.equal((await setupSecrets(secrets, 'me').get('credential/1'))?.reveal(), 'k');
    assert.equal(await setupSecrets(secrets, 'other').get('credential/1'), undefined);
  });

  it('are not taken for lost where the vault cannot be read: a run would replace what clients sign in with', async () => {
    const machine = new Machine();
    const vault = setupSecrets(machine.window().secrets, 'me');
    await vault.store('credential/1', new Secret('k'));
    machine.vault.broken = true;
    await assert.rejects(vault.get('credential/1'), { code: 'secrets.unreadable' });
  });
});
