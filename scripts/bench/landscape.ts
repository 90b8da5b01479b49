import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { createCloud } from '../../src/cloud/cloud';
import { LandscapeStore } from '../../src/landscape/store';
import type { Endpoints } from '../../src/model/account';
import type { RegionLandscape } from '../../src/model/landscape';
import { Secret } from '../../src/model/secret';
import { services } from '../../src/services/list';
import { families } from './landscapeAccount';
import { result, type BenchResult } from './result';

const delay = 30;
const regionCount = 10;
const runs = 7;
const names = Array.from({ length: regionCount }, (_, number) => `region-${number}`);
const resources = regionCount * Object.values(families).reduce((sum, count) => sum + count, 0);

/**
 * 27,000 resources in 10 regions at 30 ms a call, against a bare loop that makes the same calls in the best order: every
 * list at once, its pages one after the other, since each names the next.
 */
export async function landscape(): Promise<BenchResult[]> {
  const file = fileURLToPath(new URL('./landscapePeer.ts', import.meta.url));
  const peer = fork(file, [String(delay), String(regionCount)], { execArgv: ['--import', 'tsx'] });
  try {
    const [ready] = await once(peer, 'message') as [{ port: number; bytes: number }];
    const origin = `http://127.0.0.1:${ready.port}`;
    const ours: number[] = [];
    const reference: number[] = [];
    await loadAll(origin);
    // In turns, and the quickest of each: the one that whatever else the machine does disturbed least.
    for (let turn = 0; turn < runs; turn += 1) {
      reference.push(await timed(() => bareLoop(origin)));
      ours.push(await timed(() => loadAll(origin)));
    }
    return [
      result(`landscape load, ms for ${resources} resources in ${regionCount} regions (reference: bare loop)`, Math.min(...ours), Math.min(...reference)),
      await memory(origin, ready.bytes),
    ];
  } finally {
    peer.kill();
  }
}

async function loadAll(origin: string): Promise<readonly RegionLandscape[]> {
  const { signal } = new AbortController();
  const endpoints: Endpoints = {
    iam: origin, resourceController: origin, resourceManager: origin, globalCatalog: origin, globalSearch: origin, globalTagging: origin, secretsManager: origin,
    restrictions: origin, passcodePage: origin, addressLookup: origin, dnsServices: origin, vpc: Object.fromEntries(names.map((name) => [name, `${origin}/${name}/v1`])),
  };
  const token = new Secret('bench');
  const store = new LandscapeStore(createCloud({ endpoints, tokens: { token: () => Promise.resolve(token) }, services }));
  const loaded = await Promise.all(names.map((name) => store.region(name, signal)));
  const count = loaded.flatMap((region) => Object.values(region).map((part: unknown) => (Array.isArray(part) ? part.length : 0)));
  const sum = count.reduce((left, right) => left + right, 0);
  if (sum !== resources) throw new Error(`Loaded ${sum} of ${resources} resources`);
  return loaded;
}

async function bareLoop(origin: string): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  await Promise.all(names.flatMap((name) => Object.keys(families).map(async (family) => {
    let url: string | undefined = `${origin}/${name}/v1/${family}?limit=100`;
    while (url !== undefined) {
      const page = JSON.parse(await body(url, agent)) as { next?: { href: string } };
      url = page.next?.href;
    }
  })));
  agent.destroy();
}

function body(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    }).on('error', reject);
  });
}

/** What a loaded landscape keeps on the heap, against the bytes that were sent. */
async function memory(origin: string, bytes: number): Promise<BenchResult> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = async () => {
    // What the last requests still hold is let go a moment later, so it is collected twice.
    collect();
    await setTimeout(50);
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await heap();
  const kept = await loadAll(origin);
  const held = await heap() - before;
  const servers = kept.reduce((sum, region) => sum + region.virtualServers.length, 0);
  return result(`landscape memory, MB held, ${servers} of it virtual servers (reference: the JSON received)`, held / 1e6, bytes / 1e6);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
