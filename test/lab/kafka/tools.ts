import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../scripts/workbench/components';
import { makeAuthority } from './certificates';
import type { startCluster } from './cluster';

const run = promisify(execFile);
const here = import.meta.dirname;

export interface Tools {
  /** The class path of Kafka's jars and of Cluster. */
  readonly classPath: string;
  /** A class archive that makes the JVM start in half the time. */
  readonly archive: string;
  /** A Python with confluent-kafka. */
  readonly python: string;
}

/** Kafka 4.1's jars from Maven Central and a Python client, fetched on first use (about a minute). Needs a JDK, Maven and Python. */
export async function tools(start: typeof startCluster): Promise<Tools> {
  const sources = await Promise.all(['pom.xml', 'Cluster.java', 'tools.ts', 'cluster.ts'].map((name) => readFile(join(here, name))));
  const hash = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, `kafka-${hash}`);
  const found: Tools = {
    // The order of a wildcard is the folder's, and the archive remembers it: so our class is in a jar beside the others.
    classPath: join(folder, 'jars/*'), archive: join(folder, 'classes.jsa'), python: join(folder, 'python/bin/python'),
  };
  if (existsSync(join(folder, 'whole'))) return found;
  process.stderr.write(`Fetching Apache Kafka and a Python client into ${folder}, once ...\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'jars')}`]);
  await compile(folder);
  await run('python3', ['-m', 'venv', join(folder, 'python')]);
  await run(join(folder, 'python/bin/pip'), ['-q', '--disable-pip-version-check', 'install', 'confluent-kafka==2.16.1']);
  const brokers = [0, 1, 2].map((number) => ({ host: `kafka-${number}.archive.test`, port: 9093 }));
  const authority = await makeAuthority();
  const once = await start({ ...found, archive: '' }, { authority, brokers, topics: ['orders'], javaOptions: [`-XX:ArchiveClassesAtExit=${found.archive}`] });
  await once.stop();
  await rm(authority.folder, { recursive: true });
  // The last file of all: a run that is killed leaves none, and the next one starts afresh.
  await writeFile(join(folder, 'whole'), '');
  return found;
}

async function compile(folder: string): Promise<void> {
  const classes = await mkdtemp(join(tmpdir(), 'pc-classes-'));
  await run('javac', ['-cp', join(folder, 'jars/*'), '-d', classes, join(here, 'Cluster.java')]);
  await run('jar', ['cf', join(folder, 'jars/cluster.jar'), '-C', classes, '.']);
  await rm(classes, { recursive: true, force: true });
}
