import { join } from 'node:path';
import type { VpnServer } from '../../../src/model/vpnServer';
import type { Connection } from '../../../src/model/connection';
import { Contexts } from '../../../src/setup/engine/contexts';
import { pacedClock } from '../../../src/setup/engine/clock';
import { KeyedLock } from '../../../src/setup/engine/lock';
import { planSteps } from '../../../src/setup/engine/planner';
import { Progress, type PlannedStep } from '../../../src/setup/engine/progress';
import { runSteps } from '../../../src/setup/engine/runner';
import { undoSteps } from '../../../src/setup/engine/undo';
import type { Clock } from '../../../src/setup/dependencies';
import type { StepContext } from '../../../src/setup/context';
import type { FailureText } from '../../../src/model/failure';
import type { SecretsManagerInstance } from '../../../src/model/secretsManager';
import { recordOf, resourcesOf, type History } from '../../../src/setup/journal/history';
import { Journal } from '../../../src/setup/journal/journal';
import type { SecretsManagerChoice } from '../../../src/setup/steps/secretsManager';
import { eventStreams } from '../../../src/services/eventStreams/service';
import type { Step } from '../../../src/setup/steps/step';
import { routeOf } from './engine/support';
import { connection as scriptedConnection } from './scripted';
import { never, Peer, openNetwork } from './support';
import { until } from '../cloud/sandboxCloud';

const quick = pacedClock(0.001);
const nobody = (): Promise<undefined> => Promise.resolve(undefined);

/** Steps that are planned, run and undone on a sandbox as a connection's are, each time by another process. */
export class SecretsBench {
  #count = 0;
  servers: readonly Partial<VpnServer>[] = [];

  private constructor(readonly peer: Peer, readonly group: string) {}

  static async start(options: Parameters<typeof Peer.start>[0] = {}): Promise<SecretsBench> {
    const peer = await Peer.start(options);
    const [group] = await peer.cloud.resources.listResourceGroups(peer.sandbox.accountId, never);
    return new SecretsBench(peer, group?.id ?? '');
  }

  /** Another connection, of which nothing is known yet. */
  connection(): SecretsConnection {
    this.#count += 1;
    return new SecretsConnection(this, `orders-pc-${this.#count}a2b`);
  }

  /** An instance that answers, and is nobody's. */
  async instance(name: string, plan: 'standard' | 'trial' = 'standard'): Promise<SecretsManagerInstance> {
    const { secretsManagers } = this.peer.cloud;
    const { crn } = await secretsManagers.create({ name, region: 'ca-mon', resourceGroupId: this.group, plan }, never);
    await until(async () => secretsManagers.open(await secretsManagers.get(crn, never)).answers(never));
    return await secretsManagers.get(crn, never);
  }

  async instances(): Promise<readonly string[]> {
    return (await this.peer.cloud.secretsManagers.list(never)).map(({ name, state }) => `${name} ${state}`);
  }
}

/** How a run or an undo ended. */
export interface Ending {
  readonly history: History;
  readonly failure: FailureText | undefined;
  /** "server-certificate: orders-pc-server made", in the order of the steps. */
  readonly things: readonly string[];
  readonly contexts: Contexts;
}

export class SecretsConnection {
  readonly connection: Connection;

  constructor(private readonly bench: SecretsBench, readonly id: string) {
    this.connection = { ...scriptedConnection, id, accountId: bench.peer.sandbox.accountId };
  }

  newInstance(plan: 'standard' | 'trial' = 'standard'): SecretsManagerChoice {
    return { kind: 'new', name: `${this.id}-secrets`, plan };
  }

  async plan(steps: readonly Step[]): Promise<ReadonlyMap<string, PlannedStep>> {
    const { contexts } = await this.process(steps, quick, never);
    return await planSteps(steps, contexts.toLook);
  }

  async run(steps: readonly Step[], clock: Clock = quick, signal: AbortSignal = never): Promise<Ending> {
    const { contexts, progress } = await this.process(steps, clock, signal);
    await runSteps(progress, contexts.toChange, signal);
    return endingOf(progress, contexts);
  }

  async undo(steps: readonly Step[]): Promise<Ending> {
    const { contexts, progress } = await this.process(steps, quick, never);
    await undoSteps(progress, contexts.toChange, { handOver: nobody, deleted: () => Promise.resolve() }, never);
    return endingOf(progress, contexts);
  }

  /** What the step of that id may look at. */
  async look(steps: readonly Step[], step: string): Promise<StepContext> {
    return (await this.process(steps, quick, never)).contexts.toLook(step);
  }

  private async process(steps: readonly Step[], clock: Clock, signal: AbortSignal): Promise<{ readonly contexts: Contexts; readonly progress: Progress }> {
    const { peer, servers } = this.bench;
    const journal = new Journal(join(peer.folder, `${this.id}.jsonl`), clock);
    await journal.load();
    const vpc = (region: string) => Object.assign(Object.create(peer.cloud.vpc(region)) as ReturnType<typeof peer.cloud.vpc>, {
      listVpnServers: () => Promise.resolve(servers as readonly VpnServer[]),
    });
    const contexts = new Contexts({
      connection: this.connection, service: eventStreams, steps, journal, clock, lock: new KeyedLock(), signal, listsOnce: false, note: () => undefined,
      dependencies: {
        cloud: { ...peer.cloud, vpc }, environment: peer.sandbox.environment, secrets: peer.vault, openServer: () => Promise.resolve(openNetwork),
        verify: () => Promise.reject(new Error('nothing was expected to be checked')),
      },
    });
    return { contexts, progress: new Progress(this.connection, eventStreams, routeOf(steps), journal, clock, () => undefined) };
  }
}

function endingOf({ journal, steps }: Progress, contexts: Contexts): Ending {
  const { history } = journal;
  return {
    history, contexts,
    failure: steps.map(({ id }) => recordOf(history, id).failure).find((failure) => failure !== undefined),
    things: steps.flatMap(({ id }) => recordOf(history, id).resources.map(({ name, origin }) => `${id}: ${name} ${origin}`)),
  };
}

/** Every id that a journal has. */
export function idsOf({ history }: Pick<Ending, 'history'>): readonly string[] {
  return resourcesOf(history).map(({ id }) => id);
}
