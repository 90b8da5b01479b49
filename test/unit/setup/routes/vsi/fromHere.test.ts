import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { Failure } from '../../../../../src/model/failure';
import type { StepContext } from '../../../../../src/setup/context';
import type { StepDependencies } from '../../../../../src/setup/dependencies';
import type { VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { foreseen, knownWay } from '../../../../../src/setup/routes/vsi/fromHere';
import { systemNetwork } from '../../../../../src/diagnose/vantage/local';
import { portOf } from '../../../kafka/support/kafkaPeer';
import { connection, scripted } from '../../scripted';

const choices: VsiChoices = { ...connection.choices, sshFrom: '203.0.113.7/32', ownAddress: '203.0.113.7' };
const typed = (address: string, more: Partial<VsiChoices> = {}): VsiChoices => ({ ...connection.choices, address: { kind: 'address', address }, ...more });

/** A run on a machine of that kind. */
function here(dependencies: Partial<StepDependencies>, environment: Partial<StepDependencies['environment']> = {}): StepContext {
  const { context } = scripted({}, {}, { environment });
  return { ...context, dependencies: { ...context.dependencies, ...dependencies } };
}

describe('The way from this machine', () => {
  describe('to an address that was typed', () => {
    it('is tried in the plan: what does not answer now is said before anything is made', async () => {
      const server = createServer((socket) => socket.end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const context = here({}, { network: systemNetwork() });
      const open = typed('127.0.0.1', { sshPort: portOf(server) });
      assert.equal(await foreseen(context, open), undefined);
      await new Promise((resolve) => server.close(resolve));
      assert.match(await foreseen(context, open) ?? '', /^this machine does not get to 127\.0\.0\.1:\d+ now \(.*ECONNREFUSED.*\): connect the VPN/);
      assert.equal(await foreseen(context, choices), undefined, 'a floating IP is not there yet');
    });

    const what = 'Could not sign in to box (ubuntu@10.8.0.4:2222)';
    const failed = (code: string): Failure => new Failure({ code, what, why: 'No answer within 10 s.', next: 'Check the rules.' });
    const silent = failed('ssh.unreachable');
    const known = (more: Partial<VsiChoices> = {}) =>
      knownWay(here({}), { ...typed('10.8.0.4', { sshPort: 2222, ...more }), server: { kind: 'existing', id: '1', name: 'box' } });

    it('is said with the address, how often it was tried, and what leads there, when it never answered', () => {
      const said = known()?.unanswered(silent, 4);
      assert.deepEqual([said?.what, said?.why, said?.code], [what, '10.8.0.4:2222 did not answer 4 tries in a row. The last one: No answer within 10 s.', 'ssh.unreachable']);
      assert.equal(said?.next, 'Connect the VPN or the network that leads to 10.8.0.4, look whether the server box is up, then go on with the run; Change SSH Login… takes another port.');
    });

    it('keeps the words of a failure that is none of the address, and of one behind a bastion', () => {
      const closed = failed('ssh.closed');
      assert.equal(known()?.unanswered(closed, 4), closed);
      const through = { kind: 'address', address: '10.8.0.4', through: { kind: 'bastion', jump: 'b' } } as const;
      const way = known({ address: through });
      assert.deepEqual([way?.tries, way?.unanswered(silent, 4)], [4, silent]);
    });

    it('is looked through where something leads there', async () => {
      const through = { ...typed('10.240.0.4'), address: { kind: 'address', address: '10.240.0.4', through: { kind: 'bastion', jump: 'a b' } } } as const;
      assert.match(await foreseen(here({}, { sshFolder: '/nowhere' }), through) ?? '', /^"a b" is no list of hosts.* Name the bastion as user@host/);
    });
  });
});
