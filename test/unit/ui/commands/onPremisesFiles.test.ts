import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import { keyOf } from '../../../../src/setup/office/key';
import { runTags } from '../../../../src/ui/activity/runNode';
import { filesOf, freeFolder } from '../../../../src/ui/commands/onPremisesFiles';
import { siteConnection } from '../../setup/routes/siteVpn/sitePeer';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the on-premises files of a connection to an office', function () {
  this.timeout(180_000);
  let bench: CommandBench;
  let connection: Connection;
  let folder: string;
  let key: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'office-'));
    bench = await CommandBench.start();
    assert.equal((await bench.fail('privateConnect.onPremisesFiles')).what, 'There is no office to set up');
    connection = await siteConnection({ cloud: bench.session.cloud, sandbox: bench.product.sandbox }, 'telemetry-pc-0001');
    await bench.session.setup.plan(connection, signal);
    const refused = await bench.fail('privateConnect.onPremisesFiles', { kind: 'connection', connection });
    assert.deepEqual([refused.code, refused.next], ['ui.not-in-state', 'Run its plan to the end first.']);
    assert.equal((await bench.session.setup.run(connection.id, signal)).state, 'done');
    key = (await keyOf(bench.session.secrets, connection.id))?.reveal() ?? assert.fail();
  });
  beforeEach(() => {
    bench.done.length = 0;
    bench.said.length = 0;
    bench.offered.length = 0;
  });
  after(async () => {
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const textsIn = async (place: string): Promise<ReadonlyMap<string, string>> => new Map(await Promise.all(
    (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(async ({ parentPath, name }) =>
      [join(parentPath, name).slice(place.length + 1), await readFile(join(parentPath, name), 'utf8')] as const),
  ));
  const holdingKey = async (place: string): Promise<readonly string[]> => [...await textsIn(place)].filter(([, text]) => text.includes(key)).map(([path]) => path);

  it('go into a new folder for their owner alone, with the key in one file, and are opened at their README', async () => {
    const place = join(folder, 'first');
    bench.newFile = () => place;
    await bench.succeed('privateConnect.onPremisesFiles', undefined, 'enter');
    const [holder = '', ...others] = await holdingKey(place);
    assert.deepEqual([holder.startsWith('strongswan-swanctl/'), holder.endsWith('.secrets.conf'), others], [true, true, []]);
    assert.deepEqual([(await stat(place)).mode & 0o777, (await stat(join(place, holder))).mode & 0o777], [0o700, 0o600]);
    assert.deepEqual(bench.done, ['new file telemetry-office', `file ${join(place, 'README.md')}`]);
    assert.deepEqual(bench.offered.map(({ title }) => title), ['Check Connectivity']);
    assert.match(bench.said[0] ?? '', /^The on-premises files are in .*first, on .* only you may read them\. The pre-shared key is in one of them/);
    assert.ok(![...bench.said, ...bench.logged, ...bench.done, JSON.stringify(bench.prompter.seen)].join().includes(key));
  });

  it('say of gateway, ranges and names what the cloud has', async () => {
    const place = join(folder, 'facts');
    bench.newFile = () => place;
    await bench.succeed('privateConnect.onPremisesFiles', { kind: 'connection', connection }, 'enter');
    const sheet = (await textsIn(place)).get('PARAMETERS.md') ?? '';
    const [office] = await bench.session.setup.offices(connection.id, signal);
    for (const fact of [...office?.cloud.ranges ?? [], ...office?.cloud.tunnels.map(({ address }) => address) ?? [], ...office?.office.ranges ?? []]) {
      assert.ok(sheet.includes(fact), fact);
    }
    assert.ok(!sheet.includes('0.0.0.0'));
  });

  it('stand in a folder of their own for each VPN gateway where there are several', async () => {
    const [office = assert.fail()] = await bench.session.setup.offices(connection.id, signal);
    const paths = filesOf([office, { ...office, name: 'second' }], 'swanctl').map(({ path }) => path);
    assert.deepEqual([...new Set(paths.map((path) => path.split('/')[0]))], [office.name, 'second']);
    assert.equal(new Set(paths).size, paths.length);
  });

  it('have the key in the old form, or nowhere, by choice', async () => {
    bench.newFile = () => join(folder, 'old');
    await bench.succeed('privateConnect.onPremisesFiles', undefined, { take: 'In ipsec.secrets' });
    assert.deepEqual((await holdingKey(join(folder, 'old'))).map((path) => path.split('/')[0]), ['strongswan-ipsec']);
    bench.newFile = () => join(folder, 'without');
    await bench.succeed('privateConnect.onPremisesFiles', undefined, { take: 'Left out' });
    assert.deepEqual(await holdingKey(join(folder, 'without')), []);
    assert.match(bench.said.at(-1) ?? '', /The pre-shared key is not in them/);
  });

  it('are given by a connection whose key was never kept here: the cloud has it', async () => {
    await bench.session.secrets.delete(`preshared-key/${connection.id}`);
    bench.newFile = () => join(folder, 'adopted');
    await bench.succeed('privateConnect.onPremisesFiles', undefined, 'enter');
    assert.equal((await holdingKey(join(folder, 'adopted'))).length, 1);
  });

  it('are never written into a folder that is there, nor anywhere where the person changes their mind', async () => {
    await writeFile(join(folder, 'taken'), '');
    bench.newFile = () => join(folder, 'taken');
    const failure = await bench.fail('privateConnect.onPremisesFiles', undefined, 'enter');
    assert.equal(failure.code, 'on-premises.folder-exists');
    bench.newFile = () => undefined;
    await bench.succeed('privateConnect.onPremisesFiles', undefined, 'enter');
    await bench.succeed('privateConnect.onPremisesFiles', undefined, 'escape');
    assert.deepEqual(bench.said, []);
    assert.equal(await freeFolder(folder, 'taken'), join(folder, 'taken-2'));
  });

  it('are offered on what is set up alone, and lead nowhere of a connection by another way', async () => {
    const run = bench.session.setup.views().find(({ connectionId }) => connectionId === connection.id) ?? assert.fail();
    assert.ok(runTags(run).includes('office') && !runTags({ ...run, state: 'running' }).includes('office'));
    const failure = await bench.fail('privateConnect.onPremisesFiles', { kind: 'instance', instance: await bench.instance('orders') });
    assert.deepEqual([failure.code, failure.why], ['ui.no-office', 'No connection to "orders" that is set up leads to an office.']);
    await bench.succeed('privateConnect.onPremisesFiles', { kind: 'instance', instance: await bench.instance('telemetry') }, 'escape');
  });
});
