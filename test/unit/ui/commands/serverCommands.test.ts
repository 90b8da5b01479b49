import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import { serverCommands } from '../../../../src/ui/commands/serverCommands';
import type { Services } from '../../../../src/ui/commands/services';
import { connection as connectionTo, instance } from '../fixtures';
import { CommandBench } from './commandBench';

describe('the commands for a connection\'s server', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let connection: Connection;

  before(async () => {
    bench = await CommandBench.start();
    assert.equal((await bench.fail('privateConnect.copySshCommand')).what, 'There is no connected virtual server');
    connection = await bench.planned();
  });
  after(() => bench.stop());

  it('say that its address is not known before the plan was run', async () => {
    const failure = await bench.fail('privateConnect.openSshTerminal', { kind: 'connection', connection });
    assert.deepEqual([failure.code, failure.next], ['ui.no-address', 'Run the plan first.']);
  });

  it('open a terminal there, and copy the short command that does the same', async () => {
    await bench.session.setup.run(connection.id, new AbortController().signal);
    assert.equal((await bench.fail('privateConnect.openSshTerminal')).code, 'ui.made-up-server', 'the sandbox has no server for a terminal');
    bench.reachable = true;
    await bench.succeed('privateConnect.openSshTerminal');
    assert.match(bench.last ?? '', new RegExp(`^ssh ${connection.id}-server: -i \\S+/${connection.id} .* ubuntu@[0-9.]+$`));
    await bench.succeed('privateConnect.copySshCommand', { kind: 'connection', connection });
    assert.match(bench.last ?? '', new RegExp(`^copy ssh -F \\S+/config ${connection.id}$`), 'by the entry that the run wrote');
  });

  it('open a terminal from the row of the server, and never another server\'s', async () => {
    const own = bench.session.setup.views().flatMap(({ steps }) => steps).find(({ resource }) => resource?.name === `${connection.id}-server`)?.resource;
    assert.ok(own?.crn !== undefined);
    const row = { kind: 'resource', name: own.name, crn: own.crn, href: '', region: 'ca-mon' } as const;
    await bench.succeed('privateConnect.openSshTerminal', row);
    assert.match(bench.last ?? '', new RegExp(`^ssh ${connection.id}-server: `));
    const failure = await bench.fail('privateConnect.openSshTerminal', { ...row, name: 'db', crn: 'crn:db' });
    assert.deepEqual([failure.code, failure.why], ['ui.no-login', 'No connection that is set up leads through "db".']);
  });
});

describe('a connection without a server to log in to', () => {
  it('says so, whatever it leads through', async () => {
    const orders = connectionTo(instance('orders'));
    const session = {
      environment: {},
      setup: {
        connections: () => [orders], vantages: () => ({ all: [{ id: 'local' }], meant: 'local' }),
        way: () => ({ path: [{ kind: 'machine' }, { kind: 'vpn-server' }, { kind: 'member' }] }),
      },
    };
    const services = { sessions: { required: () => Promise.resolve(session) } } as unknown as Services;
    const opened = serverCommands['privateConnect.openSshTerminal'].run({ services, subject: { kind: 'connection', connection: orders } });
    await assert.rejects(opened, { code: 'ui.no-login', what: 'There is no server to log in to' });
  });
});
