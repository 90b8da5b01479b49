import assert from 'node:assert/strict';
import type { Environment } from '../../../../../src/model/account';
import type { OpenNetwork } from '../../../../../src/model/vantage';
import { knownHostsPath } from '../../../../../src/ssh/knownHosts';
import { noHistory, type History } from '../../../../../src/setup/journal/history';
import { vantageNow, vsiVantages } from '../../../../../src/setup/routes/vsi/vantages';
import { connection } from '../../scripted';
import { never, openNetwork } from '../../support';

const network = { resolve: () => Promise.resolve(['10.0.0.1']), connect: () => Promise.reject(new Error('no')) };
const environment: Environment = {
  endpoints: {
    iam: '', resourceController: '', resourceManager: '', globalCatalog: '', globalSearch: '', globalTagging: '', restrictions: '', passcodePage: '', addressLookup: '', secretsManager: '', dnsServices: '', vpc: {},
  },
  network, authorities: [], sshFolder: '/home/me/.ssh', machine: 'this laptop',
};
const { choices } = connection;
const access = {
  name: 'orders-server', network, host: '198.51.100.4', port: 22, username: 'ubuntu', privateKeyPath: '/k', knownHostsPath: knownHostsPath('/home/me/.ssh'),
};

function historyWith(step: string, kind: string, address: string | undefined): History {
  return { ...noHistory, steps: { [step]: { lost: [], resources: [{ kind, id: 'i', name: 'n', origin: 'made', address }] } } };
}

describe('The server of the route through a virtual server', () => {
  it('is the vantage that is meant once its address is known; this machine is one besides, where no private name is expected to resolve', async () => {
    const opened: unknown[] = [];
    const openServer = (...given: unknown[]): Promise<OpenNetwork> => {
      opened.push(given);
      return Promise.resolve(openNetwork);
    };
    const { all, meant } = vsiVantages(connection, { history: historyWith('floating-ip', 'floating-ip', '198.51.100.4'), environment, openServer });
    const [local, server] = all;
    assert.equal(meant, 'server');
    assert.deepEqual([local?.id, local?.name, local?.resolvesPrivateNames, local?.opening, local?.before], ['local', 'this laptop', false, undefined, []]);
    assert.deepEqual([server?.id, server?.name, server?.resolvesPrivateNames, server?.access, server?.before], ['server', 'orders-server', true, access, []]);
    assert.deepEqual(server?.opening, { id: 'server', title: 'SSH sign-in', note: 'SSH probes do not use the HTTP proxy.' });
    assert.equal(await server.open(never), openNetwork);
    assert.deepEqual(opened, [[access, never]]);
    assert.deepEqual(await (await local?.open(never))?.resolve('a', never), ['10.0.0.1']);
  });

  it('is meant before its address is known as well, and says that it has none', async () => {
    const { all, meant } = vsiVantages(connection, { history: noHistory, environment, openServer: () => Promise.reject(new Error('no')) });
    assert.deepEqual([all.map(({ id }) => id), meant], [['local', 'server'], 'server']);
    assert.equal(all[1]?.access, undefined);
    await assert.rejects(async () => all[1]?.open(never), {
      code: 'ssh.not-run', what: 'No way to orders-server yet', why: 'Nothing of the connection was made yet: its plan was not run.',
    });
    const undone = vsiVantages(connection, { history: { ...noHistory, phase: 'undone' }, environment, openServer: () => Promise.reject(new Error('no')) });
    await assert.rejects(async () => undone.all[1]?.open(never), {
      code: 'ssh.no-address', what: 'No way to orders-server', why: 'The server has no address to sign in at: it is not made yet, or was undone.',
    });
  });

  it('is looked from during a run as soon as the run has its address, and not before', () => {
    const openServer = (): Promise<OpenNetwork> => Promise.resolve(openNetwork);
    assert.deepEqual(vantageNow(choices, '198.51.100.4', environment, openServer).access, access);
    assert.throws(() => vantageNow(choices, undefined, environment, openServer), /address is not known yet/);
  });
});
