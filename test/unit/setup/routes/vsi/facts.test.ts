import assert from 'node:assert/strict';
import { floatingIpFact, gatewayGroupFact, serverFact, serverGroupFact, sshKeyFact } from '../../../../../src/setup/routes/vsi/facts';

describe('What the steps of a virtual server leave to each other', () => {
  it('is named in words, for the failure of who needs it too early', () => {
    assert.deepEqual([serverGroupFact, gatewayGroupFact, sshKeyFact, serverFact, floatingIpFact].map(({ what }) => what), [
      'The server’s group', 'The gateway’s group', 'The SSH key', 'The server', 'The floating IP',
    ]);
  });
});
