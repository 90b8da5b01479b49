import type { Connection } from '../../../src/model/connection';
import type { RunContext, Wait } from '../../../src/setup/context';
import { Facts } from '../../../src/setup/facts';
import { namesOf } from '../../../src/setup/names';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { eventStreams } from '../../../src/services/eventStreams/service';
import type { VpcService } from '../../../src/cloud/vpcService';
import { never } from './support';

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

/** Whatever is not given is a defect of the step that asks for it. */
function only<T extends object>(parts: Partial<T>, what: string): T {
  return new Proxy(parts as T, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (member === undefined && typeof name === 'string') {
        throw new Error(`${what}.${name} was not expected to be asked for`);
      }
      return member;
    },
  });
}

/** A run whose cloud gives scripted answers; `waits` are the words of what was waited for. */
export function scripted(vpc: Partial<VpcService>, more: Partial<RunContext> = {}): { context: RunContext; waits: string[] } {
  const waits: string[] = [];
  const context: RunContext = {
    ...only<RunContext>({}, 'context'),
    connection,
    service: eventStreams,
    names: namesOf(connection.id),
    vpc: only<VpcService>(vpc, 'vpc'),
    facts: new Facts(),
    signal: never,
    recorded: () => undefined,
    lost: () => undefined,
    until: (wait) => ended(wait, waits),
    ...more,
  };
  return { context, waits };
}

/** Reads until it is ready, without any pause. */
async function ended<T>({ read, check }: Wait<T>, waits: string[]): Promise<T> {
  for (let tries = 0; tries < 20; tries += 1) {
    const value = await read();
    const answer = check(value);
    if (answer === 'ready') {
      return value;
    }
    waits.push(answer.waitingFor);
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
