import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from '../../../../../src/model/connection';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import type { FaultEffect } from '../../../../../src/sandbox/http/faults';
import { makeKeyFile } from '../../../../../src/ssh/keyFile';
import { Mortal } from '../../mortal';
import { assertUnchanged, never, sshFiles, states } from '../../support';
import { PartPeer } from './partPeer';

interface Case {
  readonly choices: (bench: PartPeer) => Promise<PartChoices>;
  readonly instance?: string;
  /** How many things the account has more when it is made. */
  readonly more: number;
  /** Of a long journal every so-manieth line is enough: 1 where it is left out. */
  readonly stride?: number;
}

/** One for each part, with all that it may make. */
const cases: Readonly<Record<string, Case>> = {
  'vpc': { choices: ({ resourceGroupId }) => Promise.resolve({ part: 'vpc', name: 'mine', resourceGroupId }), more: 2 },
  'subnet': {
    choices: async (bench) => ({
      part: 'subnet', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zone: 'ca-mon-1', resourceGroupId: bench.resourceGroupId,
    }),
    more: 1,
  },
  'endpoint-gateway': {
    choices: async (bench) => ({
      part: 'endpoint-gateway', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zones: ['ca-mon-1'], resourceGroupId: bench.resourceGroupId,
      admits: await bench.groupNamed('orders-gateway-sg'),
    }),
    instance: 'telemetry', more: 2, stride: 3,
  },
  'credential': { choices: () => Promise.resolve({ part: 'credential', name: 'mine' }), instance: 'telemetry', more: 1 },
  'rule': {
    choices: async (bench) => {
      const group = await bench.groupNamed('build-box-sg');
      return { part: 'rule', name: group.name, group, from: { kind: 'cidr', cidr: '198.51.100.0/24' }, port: 9093 };
    },
    more: 0,
  },
  'rule from a group that lets nothing out': {
    choices: async (bench) => {
      const [group, from] = [await bench.groupNamed('build-box-sg'), await bench.groupNamed('orders-gateway-sg')];
      return { part: 'rule', name: group.name, group, from: { kind: 'security-group', ...from }, port: 9093 };
    },
    more: 0,
  },
  'virtual-server': { choices: (bench) => bench.serverChoices(), more: 4, stride: 4 },
  'ssh-key': {
    choices: ({ resourceGroupId, ...bench }) => Promise.resolve({ part: 'ssh-key', name: 'mine', key: { kind: 'new', path: `${bench.peer.sandbox.environment.sshFolder}/mine` }, resourceGroupId }),
    more: 1,
  },
  'ssh-key of a file': {
    choices: async (bench) => {
      const path = bench.keyPath('id');
      await makeKeyFile(path, 'me', never).catch(() => undefined);
      return { part: 'ssh-key', name: 'mine', key: { kind: 'existing', path }, resourceGroupId: bench.resourceGroupId };
    },
    more: 1,
  },
  'floating-ip': {
    choices: async (bench) => {
      const server = await addressless(bench);
      return { part: 'floating-ip', name: 'mine', server, resourceGroupId: bench.resourceGroupId };
    },
    more: 1,
  },
};

/** A server that stands by itself, without an address. */
async function addressless(bench: PartPeer): Promise<{ readonly id: string; readonly name: string }> {
  const servers = await bench.peer.cloud.vpc('ca-mon').listVirtualServers({}, never);
  if (!servers.some(({ name }) => name === 'box')) {
    await bench.made(await bench.part('box-pc-1a2b', await bench.serverChoices()));
  }
  return await bench.serverNamed('box');
}

const id = 'mine-pc-1a2b';
/** The cloud did it, and its answer is lost. */
const lost: FaultEffect = { kind: 'drop' };
/** It is done while the next thing is at work already. */
const late: FaultEffect = { kind: 'delay', milliseconds: 150 };

describe('Each part that is made by itself', function () {
  this.timeout(240_000);
  let bench: PartPeer;
  beforeEach(async () => { bench = await PartPeer.start(); });
  afterEach(() => bench.stop());

  async function saved({ choices, instance }: Case): Promise<Connection> {
    const connection = await bench.part(id, await choices(bench), instance);
    await bench.peer.setup().save(connection);
    return connection;
  }

  /** Undone to the account and the folder as they were. */
  async function undone(account: readonly string[], files: unknown, where: string): Promise<void> {
    const setup = bench.peer.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${where}: ${states(view)}`);
    await assertUnchanged(bench.peer, account);
    assert.deepEqual([await sshFiles(bench.peer), bench.peer.vault.secrets.size], [files, 0], where);
    await setup.forget(id);
  }

  for (const [part, each] of Object.entries(cases)) {
    it(`(${part}) goes on after a death at any line of its journal with nothing made twice, and is undone whole, then or at once`, async () => {
      await each.choices(bench);
      const [account, files] = [await bench.peer.account(), await sshFiles(bench.peer)];
      for (let lives = 1, over = false; !over; lives += each.stride ?? 1) {
        for (const goesOn of [true, false]) {
          await saved(each);
          const clock = new Mortal(lives);
          const dying = bench.peer.setup({ clock });
          await dying.load();
          over = await dying.run(id, clock.signal).then(({ state }) => state === 'done', () => false);
          if (goesOn) {
            const view = await bench.made(await saved(each));
            assert.equal(view.state, 'done');
            assert.equal((await bench.peer.account()).length, account.length + each.more, `${lives}: something was made twice`);
          }
          await undone(account, files, `killed at ${lives}`);
        }
      }
    });

    it(`(${part}) meets an answer of each of its writes that is lost or late, goes on or is undone, and nothing is left`, async () => {
      await each.choices(bench);
      const [account, files] = [await bench.peer.account(), await sshFiles(bench.peer)];
      const writes = await countWrites(each);
      assert.ok(writes > 0);
      for (let nth = 1; nth <= writes; nth += 1) {
        for (const effect of [lost, late]) {
          for (const goesOn of [true, false]) {
            await broken(each, nth, effect);
            if (goesOn) {
              await bench.made(await saved(each));
              assert.equal((await bench.peer.account()).length, account.length + each.more, `${nth}: something was made twice`);
            }
            await undone(account, files, `${effect.kind} at ${nth}`);
          }
        }
      }
    });
  }

  async function countWrites(each: Case): Promise<number> {
    bench.peer.forgetExchanges();
    await bench.made(await saved(each));
    const count = bench.peer.writes().filter((write) => write.startsWith('POST ')).length;
    await bench.undone(id);
    return count;
  }

  /** A run that is cancelled once the cloud has its n-th POST. */
  async function broken(each: Case, nth: number, effect: FaultEffect): Promise<void> {
    await saved(each);
    const setup = bench.peer.setup();
    await setup.load();
    const cancel = new AbortController();
    const { faults } = bench.peer.sandbox;
    faults.add({ method: 'POST', nth, times: 1, effect });
    const run = { over: false };
    const running = setup.run(id, cancel.signal).catch(() => undefined).finally(() => { run.over = true; });
    while (!run.over && (faults.list()[0]?.seen ?? 0) < nth) await turn();
    cancel.abort();
    await running;
    faults.clear();
  }
});
