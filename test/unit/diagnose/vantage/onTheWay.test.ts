import assert from 'node:assert/strict';
import { inTheWay } from '../../../../src/diagnose/vantage/onTheWay';

const place = { name: 'box', host: '10.8.0.4', port: 22, username: 'ubuntu' };
const faults = ['unreachable', 'refused-key', 'more-wanted', 'second-factor-refused', 'handshake', 'closed'];

describe('What fails on the way to a server', () => {
  for (const fault of faults) {
    it(`has a code of the bastion's own, names both, and says what helps there: ${fault}`, () => {
      const { code, why, next } = inTheWay(`ssh.${fault}`, { ...place, leadsTo: 'orders-server' }, 'its words');
      assert.equal(code, `ssh.bastion-${fault}`);
      assert.match(why ?? '', /bastion 10\.8\.0\.4 on the way to orders-server/);
      assert.match(next ?? '', /bastion/);
      assert.deepEqual(inTheWay(`ssh.${fault}`, place, 'its words'), {}, 'it is no bastion');
    });
  }

  it('is the way behind the bastion where the server does not answer it', () => {
    assert.equal(inTheWay('ssh.unreachable', { ...place, behind: { bastion: 'b' } }, 'x').code, 'ssh.unreachable-behind');
    assert.deepEqual(inTheWay('ssh.closed', { ...place, behind: { bastion: 'b' } }, 'x'), {});
  });
});
