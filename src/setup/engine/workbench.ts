import type { Clock, SetupDependencies } from '../dependencies';
import type { Facts, RunContext, Step, StepContext } from '../steps/step';
import type { KeyedLock } from './lock';
import type { Progress } from './progress';
import { namesOf } from '../names';
import { recordOf } from '../journal/history';
import { runContext } from './work';

interface Parts {
  readonly progress: Progress;
  readonly dependencies: SetupDependencies;
  readonly clock: Clock;
  readonly lock: KeyedLock;
  readonly signal: AbortSignal;
}

/** Gives the steps of one plan, run or undo what they need; what they find is shared among them. */
export class Workbench {
  private readonly facts: Facts = { subnets: new Map() };

  constructor(private readonly parts: Parts) {}

  contextOf(step: Step): StepContext {
    const { dependencies, signal, progress: { connection, journal } } = this.parts;
    const record = (): ReturnType<typeof recordOf> => recordOf(journal.history, step.id);
    return {
      connection,
      names: namesOf(connection.id),
      dependencies,
      vpc: dependencies.cloud.vpc(connection.instance.region),
      facts: this.facts,
      signal,
      recorded: (kind) => record().resources.find((resource) => resource.kind === kind),
      lost: (kind) => record().lost.find((intent) => intent.kind === kind),
    };
  }

  runContextOf(step: Step): RunContext {
    const { progress, clock, lock } = this.parts;
    return runContext(this.contextOf(step), {
      step: step.id, journal: progress.journal, clock, lock, note: (text) => progress.note(text),
    });
  }
}
