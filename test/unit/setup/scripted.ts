import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { CatalogService } from '../../../src/cloud/catalogService';
import type { Cloud } from '../../../src/cloud/cloud';
import type { PolicyService } from '../../../src/cloud/iamPolicies';
import type { ResourceService } from '../../../src/cloud/resourceService';
import type { RestrictionService } from '../../../src/cloud/restrictions';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { Environment } from '../../../src/model/account';
import type { Connection } from '../../../src/model/connection';
import { Failure } from '../../../src/model/failure';
import type { RunContext, Wait } from '../../../src/setup/context';
import type { OpenServer, SecretVault, StepDependencies } from '../../../src/setup/dependencies';
import { Facts } from '../../../src/setup/facts';
import { orAbsent } from '../../../src/setup/makers/found';
import { namesOf } from '../../../src/setup/names';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { eventStreams } from '../../../src/services/eventStreams/service';

/** The signal of a run that nobody cancels. */
const never = new AbortController().signal;

/** A connection with a new server, as the steps need it. */
export const connection: Connection<VsiChoices> = {
  id: 'orders-pc', accountId: 'a', service: 'event-streams', route: 'vsi', role: 'Writer', createdAt: '2026-01-01T00:00:00Z',
  instance: { crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon' },
  choices: {
    vpc: { kind: 'new', name: 'orders-vpc' }, zones: ['ca-mon-1'], address: { kind: 'floating-ip' },
    server: { kind: 'new', name: 'orders-server', zone: 'ca-mon-1', profile: 'nxf-1x1', imageId: 'i', imageName: 'ubuntu' },
    loginUser: 'ubuntu', key: { kind: 'new', path: '/k' }, resourceGroupId: 'r',
  },
};

/** One thing that was asked of the run, or of what it works with: what, and with which arguments. */
export type Deed = readonly unknown[];

/** What a run works with beside the VPC API, as far as a test gives it. */
export interface Outside {
  readonly resources?: Partial<ResourceService>;
  readonly catalog?: Partial<CatalogService>;
  readonly policies?: Partial<PolicyService>;
  readonly restrictions?: Partial<RestrictionService>;
  readonly cloud?: Partial<Cloud>;
  readonly onFallback?: StepDependencies['onFallback'];
  readonly secrets?: Partial<SecretVault>;
  readonly environment?: Partial<Environment>;
  readonly openServer?: OpenServer;
  readonly verify?: StepDependencies['verify'];
}

export interface Scripted {
  readonly context: RunContext;
  /** The words of what was waited for. */
  readonly waits: string[];
  /** In order; what takes a signal must be handed the run's, which is not told. */
  readonly deeds: Deed[];
  /** The words that were shown meanwhile. */
  readonly notes: string[];
  readonly sleeps: number[];
}

/** A run whose cloud gives scripted answers. Whatever is not given is a defect of what asks for it. */
export function scripted(vpc: Partial<VpcService>, more: Partial<RunContext> = {}, outside: Outside = {}): Scripted {
  const [waits, notes, deeds, sleeps]: [string[], string[], Deed[], number[]] = [[], [], [], []];
  const signal = more.signal ?? never;
  const context: RunContext = {
    connection,
    service: eventStreams,
    names: namesOf(connection.id),
    vpc: only<VpcService>(vpc, 'vpc', deeds, signal),
    facts: new Facts(),
    signal,
    dependencies: dependenciesOf(outside, deeds, signal),
    recorded: () => undefined,
    lost: () => undefined,
    originOf: () => undefined,
    make: (maker, specification) => {
      deeds.push(['make', maker.kind, specification]);
      return maker.make(context, specification);
    },
    adopt: (found) => later(() => { deeds.push(['adopt', found]); }),
    claim: (found) => later(() => { deeds.push(['claim', found]); }),
    send: (request) => request(signal),
    read: (request) => request(),
    discard: async (request) => {
      deeds.push(['discard']);
      await orAbsent(later(request));
    },
    until: (wait) => ended(wait, waits),
    untilGone: async (what, read, ...limit) => {
      deeds.push(['untilGone', what, ...limit]);
      assert.ok(await orAbsent(later(read)) === undefined, `${what} was read, and is still there`);
    },
    sleep: (milliseconds) => later(() => { sleeps.push(milliseconds); }),
    note: (text) => { notes.push(text); },
    ...more,
  };
  return { context, waits, deeds, notes, sleeps };
}

/** Done some turns later, as what takes time: who does not wait for it goes on without. */
export async function later<T>(deed: () => T | Promise<T>): Promise<T> {
  await turn();
  return await deed();
}

/** The cloud's word for what is not there. */
export function absent(): Promise<never> {
  return Promise.reject(refused(404));
}

export function refused(status: number): Failure {
  return new Failure({ code: `http-${status}`, what: 'Could not do it', why: 'The cloud said no.', next: 'Ask again.', status });
}

function dependenciesOf(
  { resources = {}, catalog = {}, policies = {}, restrictions = {}, cloud = {}, secrets = {}, environment = {}, ...doors }: Outside, deeds: Deed[], signal: AbortSignal,
): StepDependencies {
  return {
    cloud: only<Cloud>({
      resources: only<ResourceService>(resources, 'resources', deeds, signal), catalog: only<CatalogService>(catalog, 'catalog', deeds, signal),
      policies: only<PolicyService>(policies, 'policies', deeds, signal), restrictions: only<RestrictionService>(restrictions, 'restrictions', deeds, signal),
      ...cloud,
    }, 'cloud', deeds),
    secrets: only<SecretVault>(secrets, 'secrets', deeds),
    environment: only<Environment>(environment, 'environment', deeds),
    openServer: () => Promise.reject(new Error('no server was expected to be logged in to')),
    verify: () => Promise.reject(new Error('no checks were expected to be run')),
    ...doors,
  };
}

/** Whatever is not given is a defect of the step that asks for it; what is, is written down when it is called. */
function only<T extends object>(parts: Partial<T>, what: string, deeds: Deed[], signal?: AbortSignal): T {
  return new Proxy(parts as T, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (member === undefined && typeof name === 'string') {
        throw new Error(`${what}.${name} was not expected to be asked for`);
      }
      return typeof member !== 'function' ? member : (...given: readonly unknown[]): unknown => {
        assert.ok(signal === undefined || given.at(-1) === signal, `${what}.${String(name)} was not handed the run's signal`);
        deeds.push([name, ...given.filter((each) => each !== signal)]);
        return Reflect.apply(member, target, given);
      };
    },
  });
}

/** Reads until it is ready, without any pause. */
async function ended<T>({ read, check }: Wait<T>, waits: string[]): Promise<T> {
  for (let tries = 0; tries < 20; tries += 1) {
    const value = await read();
    const answer = check(value);
    if (answer === 'ready') {
      return value;
    }
    waits.push('waitingFor' in answer ? answer.waitingFor : answer.waitingUntil);
  }
  throw new Error('it was never ready');
}

/** Gives one answer after the other, and the last one for ever. */
export function inTurn<T>(answers: readonly [T, ...T[]]): () => Promise<T> {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)] ?? answers[0];
    next += 1;
    return Promise.resolve(answer);
  };
}
