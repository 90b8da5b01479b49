import assert from 'node:assert/strict';
import { safeParse } from 'valibot';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { accessTo, serverChoice, type ServerChoice } from '../../../../src/setup/server/access';
import { scripted } from '../scripted';

const choice: ServerChoice = {
  server: { id: 'i', name: 'box' }, address: '10.240.0.4', loginUser: 'ubuntu', key: { kind: 'existing', path: '/k' },
};
const { environment } = scripted({}, {}, { environment: { network: systemNetwork(), sshFolder: '/home/me/.ssh', sshAgent: '/run/agent' } }).context.dependencies;

describe('The sign-in to a server that something is done on', () => {
  it('is at the usual port and straight unless it was said otherwise', () => {
    const { port, through } = accessTo(choice, environment);
    assert.deepEqual([port, through], [22, undefined]);
  });

  it('goes through what leads there, to the port where it listens', () => {
    const bastion = { kind: 'bastion', jump: 'admin@203.0.113.20' } as const;
    const { host, port, through, sshFolder } = accessTo({ ...choice, sshPort: 2222, through: bastion }, environment);
    assert.deepEqual([host, port, through, sshFolder], ['10.240.0.4', 2222, bastion, environment.sshFolder]);
  });

  it('is by any user that a login may name, and by no option of a program', () => {
    const isChoice = (loginUser: string): boolean => safeParse(serverChoice, { ...choice, loginUser }).success;
    assert.deepEqual(['first.last', '7of9', '-oProxyCommand=x', 'a b', 'ubuntu:2222', ''].map(isChoice), [true, true, false, false, false, false]);
  });
});
