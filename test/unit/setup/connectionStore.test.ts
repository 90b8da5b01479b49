import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { Connection } from '../../../src/model/connection';
import { ConnectionStore } from '../../../src/setup/connectionStore';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const connection: Connection = {
  id: 'orders-pc-1a2b', accountId: 'a', service: 'event-streams', route: 'vsi', role: 'Writer', createdAt: '2026-01-01T00:00:00Z',
  instance: { crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon' },
  choices: {
    vpc: { kind: 'new', name: 'v' }, zones: ['ca-mon-1'], address: { kind: 'address', address: 'bastion.example' },
    server: { kind: 'existing', id: 'i', name: 's' }, loginUser: 'ubuntu', key: { kind: 'existing', path: '/k' },
    resourceGroupId: 'r', sshFrom: '0.0.0.0/0', openToInternetConfirmed: true,
  },
};

describe('Saved connections', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'connections-')); });
  afterEach(() => rm(folder, { recursive: true }));

  it('come back as they were saved, oldest first', async () => {
    const store = new ConnectionStore(join(folder, 'new'));
    const older = ['z', 'm', 'b'].map((id, index) => ({ ...connection, id, createdAt: `2025-0${index + 1}-01T00:00:00Z` }));
    for (const each of [connection, ...[...older].reverse()]) {
      await store.save(each);
    }
    assert.deepEqual((await store.load()).connections, [...older, connection]);
    await store.delete('m');
    assert.deepEqual((await store.load()).connections.map(({ id }) => id), ['z', 'b', connection.id]);
  });

  it('that are damaged are named, and left as they are', async () => {
    await writeFile(join(folder, 'a.connection.json'), '{"id":');
    await writeFile(join(folder, 'b.connection.json'), '{"id":"../../b"}');
    const { connections, damaged } = await new ConnectionStore(folder).load();
    assert.deepEqual(connections, []);
    assert.deepEqual(damaged.map(({ path }) => path), [join(folder, 'a.connection.json'), join(folder, 'b.connection.json')]);
    assert.equal(await readFile(join(folder, 'a.connection.json'), 'utf8'), '{"id":');
  });

  it('that are copies, or cannot be read at all, are damaged alone, whatever their names are', async () => {
    const store = new ConnectionStore(folder);
    await store.save(connection);
    const copies = ['.hidden', 'orders-pc-1a2b copy', 'über'];
    for (const copy of copies) {
      await writeFile(join(folder, `${copy}.connection.json`), await readFile(store.path(connection.id)));
    }
    await mkdir(join(folder, 'folder.connection.json'));
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const { connections, damaged } = await store.load();
    assert.deepEqual(connections, [connection]);
    assert.deepEqual(damaged.map(({ id }) => id).sort(), [...copies, 'folder'].sort());
    for (const { id, path, problem, accountId } of damaged) {
      assert.equal(path, join(folder, `${id}.connection.json`));
      assert.deepEqual([problem.code, problem.what], ['setup.damaged-file', `Could not read the connection in ${path}`]);
      assert.match(problem.why, id === 'folder' ? /^It cannot be read: EISDIR.*\.$/ : /^It holds the connection "orders-pc-1a2b"/);
      assert.match(problem.next, id === 'folder' ? /^Make it readable, or/ : /^Give the file its name back, or/);
      assert.equal(accountId, id === 'folder' ? undefined : connection.accountId);
    }
    assert.equal(await readFile(join(folder, 'notes.txt'), 'utf8'), 'mine');
  });

  it('are nothing where there is no folder yet, which is made for its owner alone', async () => {
    const fresh = join(folder, 'not', 'yet');
    assert.deepEqual(await new ConnectionStore(fresh).load(), { connections: [], damaged: [] });
    const saved = join(folder, 'nor', 'this');
    await new ConnectionStore(saved).save(connection);
    if (process.platform !== 'win32') {
      assert.deepEqual([(await stat(fresh)).mode & 0o777, (await stat(saved)).mode & 0o777], [0o700, 0o700]);
    }
  });

  it('are replaced whole: nothing else is left in the folder', async () => {
    const store = new ConnectionStore(folder);
    await store.save(connection);
    await store.save({ ...connection, role: 'Reader' });
    assert.deepEqual(await readdir(folder), ['orders-pc-1a2b.connection.json']);
    assert.equal((await store.load()).connections[0]?.role, 'Reader');
    await store.delete('orders-pc-1a2b');
    await store.delete('orders-pc-1a2b');
    assert.deepEqual(await readdir(folder), []);
  });

  it('have a journal and a lease beside them, by their ids', () => {
    const store = new ConnectionStore(folder);
    assert.equal(store.journalPath('a'), join(folder, 'a.journal.jsonl'));
    assert.equal(store.leasePath('a'), join(folder, 'a.working'));
  });

  it('never lead out of their folder', async () => {
    const store = new ConnectionStore(folder);
    await assert.rejects(store.save({ ...connection, id: '../evil' }));
    assert.throws(() => store.journalPath('../evil'), RangeError);
  });
});
