import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import type { WorkspaceFolder } from '../../../../src/ui/editor/workspaceFiles';
import { CommandBench } from './commandBench';

/** A folder in memory, with what was opened of it. */
class Folder implements WorkspaceFolder {
  readonly files = new Map<string, string>();
  readonly bytes = new Map<string, Uint8Array>();
  readonly opened: string[] = [];

  constructor(readonly name: string, readonly problem?: WorkspaceFolder['problem']) {}

  readonly has = (name: string): Promise<boolean> => Promise.resolve(this.files.has(name));
  readonly read = (name: string): Promise<Uint8Array | undefined> => Promise.resolve(this.bytes.get(name) ?? bytesOf(this.files.get(name)));
  readonly write = (name: string, content: Uint8Array): Promise<void> => {
    this.bytes.set(name, content);
    this.files.set(name, Buffer.from(content).toString());
    return Promise.resolve();
  };
  readonly open = (name: string): Promise<void> => Promise.resolve(void this.opened.push(name));
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : Buffer.from(text);
}

describe('the command that writes a client configuration into the workspace', function () {
  this.timeout(60_000);
  const id = 'privateConnect.writeClientConfiguration';
  let bench: CommandBench;
  let connection: Connection;
  let folder: Folder;

  before(async () => {
    bench = await CommandBench.start();
    connection = await bench.connected();
  });
  after(() => bench.stop());
  beforeEach(() => {
    folder = new Folder('orders');
    bench.workspace = { isTrusted: true, folders: [folder] };
    bench.failures.length = 0;
  });

  it('writes the chosen one, says where it must run, and tells Git to leave it alone; no secret is in it', async () => {
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Java and the Kafka command line' }, 'enter');
    const text = folder.files.get('client.properties') ?? '';
    assert.match(text, /password="\$\{env:EVENT_STREAMS_API_KEY\}"/);
    assert.match(text, /^# How to use it:$/m);
    assert.equal(folder.files.get('.gitignore'), '/client.properties\n');
    assert.deepEqual(folder.opened, ['client.properties']);
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Environment variables' }, 'enter');
    const variables = folder.files.get('.env') ?? '';
    assert.match(variables, /^EVENT_STREAMS_BROKERS=[a-z0-9.-]+:9093,/m);
    assert.match(variables, /^EVENT_STREAMS_API_KEY=<API key>$/m);
    assert.equal(folder.files.get('.gitignore'), '/client.properties\n/.env\n');
    const secret = await bench.session.setup.secret(connection.id);
    assert.ok(secret !== undefined && ![...folder.files.values()].join('\n').includes(secret.reveal()));
  });

  it('works for an instance without a connection', async () => {
    await bench.succeed(id, { kind: 'instance', instance: await bench.instance('orders') }, { take: 'kcat' }, { type: 'mine.conf' });
    assert.match(folder.files.get('mine.conf') ?? '', /cat mine\.conf/, 'its own commands name the file');
  });

  it('never writes over what is there: it proposes another name and refuses one that is taken', async () => {
    folder.files.set('client.properties', 'mine');
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Java and the Kafka command line' }, { type: 'client.properties' }, { type: '../x' },
      { type: '.gitignore' }, 'enter');
    assert.deepEqual(bench.prompter.refused.length, 3);
    assert.equal(folder.files.get('client.properties'), 'mine');
    assert.ok(folder.files.has('client-2.properties'));
  });

  it('adds its line to the .gitignore that is there, with its line ends, and not twice', async () => {
    folder.files.set('.gitignore', 'dist\r\nnode_modules');
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Environment variables' }, 'enter');
    assert.equal(folder.files.get('.gitignore'), 'dist\r\nnode_modules\r\n/.env\r\n');
    folder.files.delete('.env');
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Environment variables' }, 'enter');
    assert.equal(folder.files.get('.gitignore'), 'dist\r\nnode_modules\r\n/.env\r\n');
  });

  it('leaves a .gitignore that is not UTF-8 as it is, byte for byte, before its line', async () => {
    const before = Buffer.from('Entw\u00fcrfe/\n', 'latin1');
    folder.bytes.set('.gitignore', before);
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'Environment variables' }, 'enter');
    assert.deepEqual(Buffer.from(folder.bytes.get('.gitignore') ?? []), Buffer.concat([before, Buffer.from('/.env\n')]));
  });

  it('asks for the folder where several can be written to', async () => {
    const other = new Folder('payments');
    bench.workspace = { isTrusted: true, folders: [folder, other, new Folder('remote', 'virtual')] };
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'kcat' }, { take: 'payments' }, 'enter');
    assert.deepEqual([folder.files.size, other.files.size], [0, 2]);
  });

  it('says before it asks anything why nothing can be written', async () => {
    const codes: string[] = [];
    for (const workspace of [
      { isTrusted: true, folders: [] }, { isTrusted: false, folders: [folder] }, { isTrusted: true, folders: [new Folder('x', 'virtual')] },
      { isTrusted: true, folders: [new Folder('x', 'read-only')] },
    ]) {
      bench.workspace = workspace;
      codes.push((await bench.fail(id)).code);
    }
    assert.deepEqual(codes, ['ui.no-folder', 'ui.untrusted-folder', 'ui.virtual-folder', 'ui.read-only-folder']);
  });

  it('writes nothing where the person changes their mind', async () => {
    await bench.succeed(id, { kind: 'connection', connection }, 'escape');
    await bench.succeed(id, { kind: 'connection', connection }, { take: 'kcat' }, 'escape');
    assert.equal(folder.files.size, 0);
  });
});
