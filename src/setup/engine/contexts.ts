import type { VpcService } from '../../cloud/vpcService';
import type { Connection } from '../../model/connection';
import type { Service } from '../../model/service';
import type { RunContext, StepContext } from '../context';
import type { Clock, StepDependencies } from '../dependencies';
import { Facts } from '../facts';
import type { Journal } from '../journal/journal';
import { latest, originOf, recordOf } from '../journal/history';
import { namesOf } from '../names';
import type { Step } from '../steps/step';
import { listingOnce } from './listingOnce';
import type { KeyedLock } from './lock';
import { runContext } from './runContext';

export interface ContextParts {
  readonly connection: Connection;
  readonly service: Service;
  readonly steps: readonly Step[];
  readonly journal: Journal;
  readonly dependencies: StepDependencies;
  readonly clock: Clock;
  readonly lock: KeyedLock;
  readonly signal: AbortSignal;
  /** For a plan: each list is asked for once. A run reads anew what it has changed. */
  readonly listsOnce: boolean;
  /** Shows what is being done. */
  readonly note: (text: string) => void;
}

/** Gives the steps of one plan, run or undo what they need, each by its id; what they find is shared among them. */
export class Contexts {
  private readonly facts = new Facts();
  private readonly vpc: VpcService;

  constructor(private readonly parts: ContextParts) {
    const vpc = parts.dependencies.cloud.vpc(parts.connection.instance.region);
    this.vpc = parts.listsOnce ? listingOnce(vpc) : vpc;
    parts.steps.forEach(({ knows }) => knows?.(this.facts));
  }

  /** It can be handed on by itself, as `toChange` can. */
  readonly toLook = (step: string): StepContext => {
    const { connection, service, journal, dependencies, signal } = this.parts;
    const record = (): ReturnType<typeof recordOf> => recordOf(journal.history, step);
    return {
      connection,
      service,
      names: namesOf(connection.id),
      dependencies,
      vpc: this.vpc,
      facts: this.facts,
      signal,
      recorded: (kind) => latest(record(), kind),
      lost: (kind) => record().lost.find((intent) => intent.kind === kind),
      originOf: (id) => originOf(journal.history, id),
    };
  };

  readonly toChange = (step: string): RunContext => {
    const { journal, clock, lock, note } = this.parts;
    return runContext(this.toLook(step), { step, journal, clock, lock, note });
  };
}
