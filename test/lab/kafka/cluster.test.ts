import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeAuthority, type Authority } from './certificates';
import { startCluster, type ClusterOptions } from './cluster';
import { tools } from './tools';

const endMs = 60_000;

/** Starts a cluster as the tests do, and says its JVM's process. */
const starter = `
const { startCluster } = require('${join(import.meta.dirname, 'cluster.ts')}');
startCluster(...JSON.parse(process.argv[1])).then(({ pid }) => console.log(pid));
`;

describe('a cluster and the process that started it', function suite() {
  this.timeout(180_000);
  let folder: string;
  let authority: Authority;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-cluster-'));
    authority = await makeAuthority(join(folder, 'authority'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const options = (): ClusterOptions => ({
    authority, folder, topics: [], brokers: [0, 1, 2].map((number) => ({ host: `kafka-${number}.private.test`, port: 9093 })),
  });

  it('ends, and takes its data along, when that process is killed', async () => {
    const started = spawn(process.execPath, [
      '--import', 'tsx', '-e', starter, JSON.stringify([await tools(startCluster), options()]),
    ], { stdio: ['ignore', 'pipe', 'inherit'] });
    let jvm: string;
    try {
      const [line] = await Promise.race([once(started.stdout, 'data'), once(started, 'exit')]) as [unknown];
      jvm = `/proc/${Number(String(line))}/cmdline`;
      assert.ok(existsSync(jvm));
    } finally {
      started.kill('SIGKILL');
    }
    for (const end = Date.now() + endMs; existsSync(jvm) && Date.now() < end;) await delay(50);
    assert.equal(existsSync(jvm), false);
    assert.deepEqual(await readdir(folder), ['authority']);
  });

  it('says why when it cannot start, and leaves nothing', async () => {
    await assert.rejects(startCluster(await tools(startCluster), { ...options(), javaOptions: ['-XX:NoSuchOption'] }), /ended with 1\n.*NoSuchOption/s);
    assert.deepEqual(await readdir(folder), ['authority']);
  });

  it('says that it is gone when something else ended it', async () => {
    const cluster = await startCluster(await tools(startCluster), { ...options(), brokers: options().brokers.slice(0, 1) });
    const stopped = cluster.stopBroker(0);
    process.kill(cluster.pid, 'SIGKILL');
    await assert.rejects(stopped, /ended with SIGKILL/);
    await assert.rejects(cluster.startBroker(0), /ended with SIGKILL/);
    await cluster.stop();
  });
});
