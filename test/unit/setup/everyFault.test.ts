import { Peer, assertUnchanged, never, sshFiles, states } from './support';
import { createCloud, createIam, type Cloud } from '../../../src/cloud/cloud';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import type { Fault, FaultEffect } from '../../../src/sandbox/http/faults';
import { nullPlane } from '../../../src/sandbox/nullPlane';
import { services } from '../../../src/services/list';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { newKeyPair } from '../../../src/ssh/keyPair';
import { Mortal } from './mortal';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';

const id = 'orders-pc-1a2b';
const longestSearchMs = 25_000;

/** What a connection is made of: all of it ours, or a part of it someone else's. */
type Shape = 'all new' | 'in an existing VPC' | 'to an existing server';

const shapes = fc.constantFrom<Shape>('all new', 'in an existing VPC', 'to an existing server');

/** When it is broken off: after so many requests were answered, or before so many lines of the journal were written. */
interface Break {
  readonly how: 'cancelled' | 'killed after a request' | 'killed before a line';
  readonly after: number;
}

/** A run or an undo, what goes wrong in it, and how it is broken off if it is. */
interface Act {
  readonly what: 'run' | 'undo';
  readonly faults: readonly Fault[];
  readonly broken: Break | undefined;
}

const effects: readonly FaultEffect[] = [
  { kind: 'drop' },
  { kind: 'refuse', status: 500, code: 'internal_error', message: 'Something broke' },
  { kind: 'refuse', status: 409, code: 'conflict', message: 'Something else is under way' },
  { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask your administrator' },
];

const paths = [
  '', '/vpcs', '/subnets', '/security_groups', '/rules', '/targets', '/keys', '/instances', '/floating_ips', '/endpoint_gateways', '/resource_keys',
];

const faults = fc.array(fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: fc.constantFrom(...paths),
  nth: fc.integer({ min: 1, max: 4 }),
  times: fc.constantFrom(1, 2, 9, 1_000),
  effect: fc.constantFrom(...effects),
}), { maxLength: 3 });

const broken = fc.option(fc.oneof(
  fc.record({ how: fc.constantFrom('cancelled' as const, 'killed after a request' as const), after: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ how: fc.constant('killed before a line' as const), after: fc.integer({ min: 1, max: 80 }) }),
), { nil: undefined, freq: 3 });

/** It begins with a run; what follows may go on with it or take it back. */
const acts: fc.Arbitrary<readonly Act[]> = fc.tuple(
  fc.record({ what: fc.constant('run' as const), faults, broken }),
  fc.array(fc.record({ what: fc.constantFrom('run' as const, 'undo' as const), faults, broken }), { maxLength: 2 }),
).map(([first, rest]) => [first, ...rest]);

/** A request is broken off after the cloud has dealt with it; what is done later still is in the cases of every POST. */
describe('Whatever goes wrong in a run and in its undo', function () {
  this.timeout(longestSearchMs * 6);

  it('once it is undone to the end, account, SSH folder and vault are as they were', async () => {
    const end = Date.now() + longestSearchMs;
    await fc.assert(fc.asyncProperty(shapes, acts, async (shape, all) => {
      // A busy machine tries fewer of them.
      if (Date.now() < end) {
        await comesBack(shape, all);
      }
    }), { seed: 20_261, numRuns: 60, endOnFailure: true });
  });
});

async function comesBack(shape: Shape, all: readonly Act[]): Promise<void> {
  const stage = await Stage.set(shape);
  try {
    for (const act of all) {
      await stage.play(act);
    }
    await stage.undone();
  } finally {
    await stage.peer.stop();
  }
}

/** An account with a saved connection, and what it had before. */
class Stage {
  private constructor(
    readonly peer: Peer, private readonly cloud: Cloud, private readonly before: readonly string[],
    private readonly files: readonly (readonly [string, string])[], private readonly requests: { answered: () => void },
  ) {}

  static async set(shape: Shape): Promise<Stage> {
    const requests = { answered: (): void => undefined };
    const peer = await Peer.start({ record: () => requests.answered() }, { dataPlane: nullPlane() });
    await writeFile(join(peer.sandbox.environment.sshFolder, 'config'), 'Host *\n  ForwardAgent no\n');
    const choices = await choicesOf(peer, shape);
    const [before, files] = [await peer.account(), await sshFiles(peer)];
    await peer.setup().save(await peer.connection(id, choices, 'orders'));
    return new Stage(peer, await hastyCloud(peer), before, files, requests);
  }

  /** As a window of its own, which may not live to see the end. */
  async play({ what, faults: armed, broken: end }: Act): Promise<void> {
    const cancel = new AbortController();
    const clock = new Mortal(end?.how === 'killed before a line' ? end.after : Infinity);
    const setup = this.peer.setup({ cloud: this.cloud, clock });
    armed.forEach((fault) => this.peer.sandbox.faults.add(fault));
    let left = end === undefined || end.how === 'killed before a line' ? Infinity : end.after;
    this.requests.answered = () => {
      left -= 1;
      if (left <= 0) {
        left = Infinity;
        if (end?.how === 'cancelled') {
          cancel.abort();
        } else {
          clock.kill();
        }
      }
    };
    await setup[what](id, AbortSignal.any([cancel.signal, clock.signal])).catch(expected);
    this.requests.answered = () => undefined;
    this.peer.sandbox.faults.clear();
  }

  async undone(): Promise<void> {
    const setup = this.peer.setup({ cloud: this.cloud });
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${states(view)} ${JSON.stringify(view.steps.map(({ failure }) => failure))}`);
    await assertUnchanged(this.peer, this.before);
    assert.deepEqual(await sshFiles(this.peer), this.files);
    assert.deepEqual([...this.peer.vault.secrets.keys()], []);
    assert.deepEqual(setup.undoList(id), []);
    await setup.forget(id);
  }
}

/** Its pauses after a failed read are as short as all others here. */
async function hastyCloud({ sandbox: { endpoints, apiKey } }: Peer): Promise<Cloud> {
  const { token } = await createIam(endpoints).signInWithApiKey(apiKey, never);
  const transport = createTransport({ sleep: () => Promise.resolve() });
  return createCloud({ endpoints, services, transport, tokens: { token: () => Promise.resolve(token.accessToken) } });
}

async function choicesOf(peer: Peer, shape: Shape): Promise<Partial<VsiChoices>> {
  if (shape === 'all new') {
    return {};
  }
  const vpc = peer.cloud.vpc('ca-mon');
  const payments = (await vpc.listVpcs(never)).find(({ name }) => name === 'payments-vpc');
  const there = { vpc: { kind: 'existing', id: payments?.id ?? '', name: 'payments-vpc' } } as const;
  if (shape === 'in an existing VPC') {
    return there;
  }
  const box = (await vpc.listVirtualServers({}, never)).find(({ name }) => name === 'build-box');
  const path = join(peer.sandbox.environment.sshFolder, 'mine');
  await writeFile(path, newKeyPair('mine').privateKey, { mode: 0o600 });
  return { ...there, server: { kind: 'existing', id: box?.id ?? '', name: 'build-box' }, key: { kind: 'existing', path } };
}

/** What a window is told when a plan cannot be made, and how a killed one ends. */
function expected(error: unknown): void {
  if (!(error instanceof Failure) && !(error instanceof Error && /killed|abort/i.test(`${error.name} ${error.message}`))) {
    throw error;
  }
}
