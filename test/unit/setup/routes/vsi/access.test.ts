import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Environment } from '../../../../../src/model/account';
import { noHistory, recordOf, type History } from '../../../../../src/setup/journal/history';
import { accessTo, recordedAddress, recordedEntry } from '../../../../../src/setup/routes/vsi/access';
import { knownHostsPath } from '../../../../../src/ssh/knownHosts';
import { connection, scripted } from '../../scripted';

const network = { resolve: () => Promise.reject(new Error('no')), connect: () => Promise.reject(new Error('no')) };
const environment: Environment = { ...scripted({}, {}, { environment: { network, sshFolder: '/home/me/.ssh' } }).context.dependencies.environment };
const { choices } = connection;
const access = {
  name: 'orders-server', network, host: '198.51.100.4', port: 22, username: 'ubuntu', privateKeyPath: '/k', knownHostsPath: knownHostsPath('/home/me/.ssh'),
};

function historyWith(step: string, kind: string, ...addresses: readonly (string | undefined)[]): History {
  const resources = addresses.map((address) => ({ kind, id: 'i', name: 'n', origin: 'made' as const, address }));
  return { ...noHistory, steps: { [step]: { lost: [], resources } } };
}

describe('The server of the route through a virtual server', () => {
  it('is reached at the floating IP that the journal has', () => {
    assert.equal(recordedAddress(historyWith('floating-ip', 'floating-ip', '198.51.100.4')), '198.51.100.4');
    assert.equal(recordedAddress(historyWith('floating-ip', 'floating-ip', undefined)), undefined);
    assert.equal(recordedAddress(historyWith('floating-ip', 'virtual-server', '198.51.100.4')), undefined);
    assert.equal(recordedAddress(historyWith('server', 'floating-ip', '198.51.100.4')), undefined);
    assert.equal(recordedAddress(historyWith('floating-ip', 'floating-ip', undefined, '198.51.100.4', '198.51.100.5')), '198.51.100.5', 'an address was replaced');
    assert.equal(recordedAddress(noHistory), undefined);
    assert.deepEqual(accessTo(choices, '198.51.100.4', environment), access);
    assert.equal(accessTo(choices, undefined, environment), undefined);
  });

  const written = historyWith('ssh-host', 'ssh-host', undefined);
  const left: History = { ...written, steps: { 'ssh-host': { ...recordOf(written, 'ssh-host'), ready: { detail: 'to do by hand', elapsedMs: 1 } } } };

  it('is reached by its name for SSH, unless a line of it is left to a person', () => {
    const entryOf = (history: History): unknown => accessTo(choices, '198.51.100.4', environment, recordedEntry(history))?.entry;
    assert.deepEqual(entryOf(written), { alias: 'n', file: join('/home/me/.ssh', 'config') });
    assert.deepEqual([entryOf(left), entryOf(noHistory)], [undefined, undefined]);
  });

  it('is reached by our own file alone through a bastion that was named, where the user\'s does not read that', () => {
    const through = { kind: 'bastion', jump: 'me@jump' } as const;
    const behind = { ...choices, address: { kind: 'address', address: '10.240.0.4', through } } as const;
    const file = (history: History): string | undefined => accessTo(behind, undefined, environment, recordedEntry(history))?.entry?.file;
    assert.deepEqual([file(written), file(left), file(noHistory)], [
      join('/home/me/.ssh', 'config'), join('/home/me/.ssh', 'private-connect', 'config'), undefined,
    ]);
  });

  it('is reached at the address that was given, whatever floating IP there is', () => {
    const given = { ...choices, address: { kind: 'address' as const, address: 'bastion.example' } };
    assert.equal(accessTo(given, '198.51.100.4', environment)?.host, 'bastion.example');
  });

  it('is reached through what was chosen to lead there', () => {
    const through = { kind: 'bastion', jump: 'me@jump' } as const;
    const reached = accessTo({ ...choices, address: { kind: 'address', address: '10.240.0.4', through } }, undefined, environment);
    assert.deepEqual([reached?.host, reached?.through, reached?.sshFolder], ['10.240.0.4', through, '/home/me/.ssh']);
  });

  it('is opened with a key of the SSH agent, which has no file', () => {
    const key = { kind: 'agent' as const, path: '' as const, fingerprint: 'SHA256:x', comment: 'me@laptop' };
    assert.deepEqual(accessTo({ ...choices, key }, '198.51.100.4', { ...environment, network, sshFolder: '/home/me/.ssh', sshAgent: '/run/agent' }), {
      ...access, privateKeyPath: undefined, agentKey: { socket: '/run/agent', fingerprint: 'SHA256:x', comment: 'me@laptop' },
    });
  });
});
