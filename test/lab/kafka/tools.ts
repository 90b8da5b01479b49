import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, Missing } from '../../../scripts/workbench/components';
import { makeAuthority } from './certificates';
import type { startCluster } from './cluster';

const here = import.meta.dirname;
const clientLibrary = 'confluent-kafka==2.16.1';
const fetchMs = 600_000;

export interface Tools {
  /** The class path of Kafka's jars and of Cluster. */
  readonly classPath: string;
  /** A class archive that makes the JVM start in half the time. */
  readonly archive: string;
  /** A Python with confluent-kafka. */
  readonly python: string;
}

/**
 * Kafka 4.1's jars from Maven Central and a Python client, fetched on first use (about a minute); afterwards no network is needed.
 * Needs a JDK, Maven and Python, and throws `Missing` where one is not there.
 */
export async function tools(start: typeof startCluster): Promise<Tools> {
  const pom = await readFile(join(here, 'pom.xml'));
  const java = await Promise.all((await javaFiles()).map((file) => readFile(file)));
  const jars = await cached('kafka-jars', [pom], async (folder) => {
    await run('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]);
  });
  const python = await cached('kafka-python', [Buffer.from(clientLibrary)], async (folder) => {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin/python'), ['-m', 'pip', '-q', '--disable-pip-version-check', 'install', clientLibrary]);
  });
  const own = await cached('kafka-cluster', [pom, ...java], (folder) => compile(folder, jars));
  const found: Tools = {
    // Each jar by its name: the archive counts for one class path alone, and the order of a wildcard is the folder's.
    classPath: [join(own, 'cluster.jar'), ...(await readdir(jars)).sort().map((jar) => join(jars, jar))].join(':'),
    archive: join(own, 'classes.jsa'),
    python: join(python, 'bin/python'),
  };
  if (!existsSync(found.archive)) await makeArchive(found, start);
  return found;
}

/** A folder of the cache that is made once, and seen by others only when it is whole: two suites may start at the same time. */
async function cached(name: string, made: readonly Buffer[], make: (folder: string) => Promise<void>): Promise<string> {
  const hash = createHash('sha256').update(Buffer.concat(made)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`Making ${folder}, once ...\n`);
  const next = `${folder}.${randomUUID()}`;
  await mkdir(next, { recursive: true });
  try {
    await make(next);
    await rename(next, folder);
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    // Another one was quicker.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function javaFiles(): Promise<string[]> {
  return (await readdir(here)).filter((name) => name.endsWith('.java')).sort().map((name) => join(here, name));
}

async function compile(folder: string, jars: string): Promise<void> {
  const classes = await mkdtemp(join(tmpdir(), 'pc-classes-'));
  try {
    await run('javac', ['-cp', join(jars, '*'), '-d', classes, ...await javaFiles()]);
    await run('jar', ['cf', join(folder, 'cluster.jar'), '-C', classes, '.']);
  } finally {
    await rm(classes, { recursive: true, force: true });
  }
}

/** By one start and end of a cluster, whose classes are kept as they then lie in memory. */
async function makeArchive(found: Tools, start: typeof startCluster): Promise<void> {
  const next = `${found.archive}.${randomUUID()}`;
  const folder = await mkdtemp(join(tmpdir(), 'pc-archive-'));
  try {
    const authority = await makeAuthority(join(folder, 'authority'));
    const brokers = [0, 1, 2].map((number) => ({ host: `kafka-${number}.archive.test`, port: 9093 }));
    const once = await start({ ...found, archive: '' }, { authority, brokers, topics: ['orders'], folder, javaOptions: [`-XX:ArchiveClassesAtExit=${next}`] });
    await once.stop();
    await rename(next, found.archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, args, { timeout: fetchMs });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new Missing(`${command} is not here, which the real Kafka needs`);
    throw error;
  }
}
