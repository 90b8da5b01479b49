import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remotePlane } from '../../src/sandbox/remotePlane';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { networkTruth } from '../../src/sandbox/truth';
import { realKafka } from '../../test/lab/kafka/service';
import { startLab } from '../../test/lab/lab';
import { marksOf, membersOf } from '../../test/lab/life/traces';
import { telemetry } from '../../test/lab/options';
import { vpcApi } from '../../test/lab/suites/matrix/api';
import { needsLab } from '../tests/lab';
import { median, result, type BenchResult } from './result';

const rounds = 7;
/** What the lab is to stay below. */
const upMs = 3000;
const changeMs = 100;
const kafkaMs = 5000;

/** How quickly the lab is there and follows the API, and what it holds. Needs root on Linux; throws `Missing` otherwise. */
export async function benchLab(): Promise<BenchResult[]> {
  await needsLab();
  const folder = mkdtempSync(join(tmpdir(), 'pc-bench-'));
  const starts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const lab = await startLab();
    starts.push(performance.now() - started);
    await lab.stop();
  }
  const lab = await startLab();
  const plane = await remotePlane(lab.socket);
  const sandbox = await startSandbox({ folder, pace: 0, saved: false, dataPlane: plane });
  try {
    const processes = membersOf(marksOf(lab));
    return [
      result('lab up, without Kafka, ms', median(starts), upMs),
      result('lab: a rule of a security group removed by the API, until packets follow, ms', await ruleChange(sandbox), changeMs),
      result(`lab: memory of ${processes.length} processes for the sandbox's account, beside one empty Node, MiB`, memory(processes), await emptyNode()),
      result('lab: three Kafka brokers ready, ms', await kafkaReady(sandbox, folder), kafkaMs),
    ];
  } finally {
    await sandbox.stop();
    await lab.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the call to the moment when the data plane has followed, which the suites hold to what packets do. */
async function ruleChange(sandbox: Sandbox): Promise<number> {
  const api = await vpcApi(sandbox, 'ca-mon');
  const group = networkTruth(sandbox.state).securityGroups.find(({ name }) => name === 'build-box-sg');
  const body = { direction: 'inbound', protocol: 'tcp', port_min: 80, port_max: 80, remote: { cidr_block: '192.0.2.0/24' } };
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { id } = await api.call('POST', `/security_groups/${group?.id ?? ''}/rules`, body) as { id: string };
    await sandbox.settled();
    const started = performance.now();
    await api.call('DELETE', `/security_groups/${group?.id ?? ''}/rules/${id}`);
    await sandbox.settled();
    times.push(performance.now() - started);
  }
  return median(times);
}

async function kafkaReady(sandbox: Sandbox, folder: string): Promise<number> {
  const times: number[] = [];
  const { services, tokenKeys } = networkTruth(sandbox.state);
  for (let round = 0; round < 3; round += 1) {
    const kafka = await realKafka(({ crn }) => crn.includes(telemetry.guid), telemetry.topics, { folder });
    const started = performance.now();
    await kafka.apply(services, tokenKeys);
    times.push(performance.now() - started);
    await kafka.stop();
  }
  return median(times);
}

/** Memory that would be free again without these processes: what they share is counted once. */
function memory(processes: readonly number[]): number {
  const kilobytes = processes.map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

async function emptyNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log("up")'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const held = memory([child.pid ?? 0]);
  child.kill();
  await once(child, 'exit');
  return held;
}
