import type { Cost, RunState, RunView, StepState, StepView, Total } from '../../model/plan';
import type { History, Phase, StepRecord } from '../journal/history';
import type { Clock } from '../dependencies';
import type { Connection } from '../../model/connection';
import { t } from '../../model/l10n';
import { kindOf } from '../makers/kinds';
import type { Kind } from '../context';
import type { TakenRoute } from '../routes/route';
import type { Service } from '../../model/service';
import type { Journal } from '../journal/journal';
import type { Standing } from '../standing';
import type { Step } from '../steps/step';
import { undoItems } from './undoItems';
import { thereOf, titleOf } from './there';
import { inWords } from './words';
import { recordOf } from '../journal/history';
import { visible } from '../../model/text';

/** What a plan says of a step. */
export interface PlannedStep {
  readonly standing: Standing;
  readonly cost: Cost;
}

/** The step that is being worked at. */
interface Current {
  readonly step: string;
  readonly state: 'running' | 'undoing';
  readonly since: number;
  readonly note: string;
}

/** One connection's plan and run as they stand now: the journal's facts, the last plan, and what is happening. */
export class Progress {
  private plan: Map<string, PlannedStep> | undefined;
  /** True while this window works at it; a journal that says "running" is otherwise one that was cut off. */
  working = false;
  /** Who else works at it, as far as was seen; then it is not cut off. */
  elsewhere: string | undefined;
  private current: Current | undefined;
  /** Nothing was worked at since the last plan. */
  private isPlannedSince = false;

  constructor(
    readonly connection: Connection,
    readonly service: Service,
    readonly route: TakenRoute,
    readonly journal: Journal,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get steps(): readonly Step[] {
    return this.route.steps;
  }

  /** The last plan, without the steps that were worked at since: of those the journal knows more. */
  get planned(): ReadonlyMap<string, PlannedStep> | undefined {
    return this.plan;
  }

  set planned(planned: ReadonlyMap<string, PlannedStep> | undefined) {
    this.plan = planned === undefined ? undefined : new Map(planned);
    this.isPlannedSince = planned !== undefined;
  }

  begin(step: string, state: Current['state']): void {
    this.plan?.delete(step);
    this.isPlannedSince = false;
    this.show({ step, state, since: this.clock.now(), note: '' });
  }

  /** Shows what the current step is doing; it can be handed on by itself. */
  readonly note = (text: string): void => {
    if (this.current !== undefined && this.current.note !== text) {
      this.show({ ...this.current, note: text });
    }
  };

  end(): void {
    this.show(undefined);
  }

  now(): number {
    return this.clock.now();
  }

  /** Milliseconds since the current step began. */
  elapsed(): number {
    return this.current === undefined ? 0 : this.clock.now() - this.current.since;
  }

  view(): RunView {
    const { phase, goal, startedAt, lastAt, spentMs } = this.journal.history;
    const state = this.runState(phase);
    const steps = this.steps.map((step) => this.stepView(step));
    const end = this.working || this.elsewhere !== undefined ? this.clock.now() : Date.parse(lastAt ?? '');
    const elapsedMs = startedAt === undefined ? undefined : spentMs + Math.max(0, end - Date.parse(startedAt));
    return {
      connectionId: this.connection.id,
      title: this.route.words.title ?? t('Connect {0} {1}', visible(this.connection.instance.name), this.route.words.how),
      state,
      goal: state === 'plan' ? 'run' : goal,
      steps,
      undoable: undoItems(this.steps, this.journal.history).length,
      total: totalOf(steps),
      standing: unfinished.includes(state) ? sumOf(steps.filter(({ id }) => this.isThere(id))) : undefined,
      startedAt,
      elapsedMs,
      ...(this.isPlannedSince && goal === 'run' && brokenOff.includes(state) ? { plannedSince: true as const } : {}),
      ...(state === 'plan' && phase === 'done' ? { changesWhatStands: true as const } : {}),
      ...(this.route.vpn === undefined ? {} : { dialsVpn: true as const }),
      ...(this.route.site === undefined ? {} : { hasOffice: true as const }),
      ...(this.route.leadsNowhere ? { leadsNowhere: true as const } : {}),
      ...(this.route.onlyHolds ? { onlyHolds: true as const } : {}),
      elsewhere: state === 'running' || state === 'undoing' ? this.elsewhere : undefined,
    };
  }

  /** Whether something that it made is there, or may be. */
  private isThere(step: string): boolean {
    const { resources, lost } = recordOf(this.journal.history, step);
    return lost.length > 0 || resources.some(({ origin }) => origin === 'made');
  }

  private runState(phase: Phase): RunState {
    if (phase === 'running' || phase === 'undoing') {
      return this.working || this.elsewhere !== undefined ? phase : 'interrupted';
    }
    return phase === 'new' || (this.plan !== undefined && isOver(phase) && this.somethingToMake()) ? 'plan' : phase;
  }

  /** A plan made after the end found that something is missing. */
  private somethingToMake(): boolean {
    return this.steps.some(({ id, isCheck }) => isCheck !== true && ['missing', 'blocked'].includes(this.plan?.get(id)?.standing.kind ?? ''));
  }

  private stepView(step: Step): StepView {
    const record = recordOf(this.journal.history, step.id);
    const planned = this.planned?.get(step.id);
    const there = thereOf(record, planned?.standing);
    const common = {
      id: step.id, title: titleOf(step, there), ...(there === undefined ? {} : { there }), why: step.why,
      ...(step.isCheck === true ? { isCheck: true as const } : {}),
      cost: costOf(step.id, this.planned, this.journal.history.costs),
      resource: record.resources[0],
    };
    if (this.current?.step === step.id) {
      const { state, note } = this.current;
      return { ...common, state, detail: inWords.working(state, note), elapsedMs: this.elapsed() };
    }
    return { ...common, ...this.standing(step, record, planned?.standing) };
  }

  /** What is missing or blocked by the last plan, whatever was once; else what the journal says; else what exists. */
  private standing(step: Step, record: StepRecord, planned: Standing | undefined): StateInWords {
    const { phase } = this.journal.history;
    const isCheck = step.isCheck === true;
    if (planned !== undefined && (planned.kind === 'missing' || planned.kind === 'blocked') && !(isCheck && phase === 'done')) {
      return plannedState(planned, isCheck);
    }
    return recorded(record, phase, isCheck, this.working) ?? (planned === undefined ? untouched(phase) : plannedState(planned, isCheck));
  }

  private show(current: Current | undefined): void {
    this.current = current;
    this.changed();
  }
}

const brokenOff: readonly RunState[] = ['failed', 'cancelled', 'interrupted'];
const unfinished: readonly RunState[] = ['running', ...brokenOff];

/** What is to be made costs what the plan says; what was made before, what it cost then. */
export function costOf(step: string, planned: ReadonlyMap<string, PlannedStep> | undefined, before: History['costs']): Cost {
  const plan = planned?.get(step);
  return plan?.standing.kind === 'missing' ? plan.cost : before[step] ?? { kind: 'none' };
}

type Addition = NonNullable<Kind['addition']>;

type StateInWords = Pick<
  StepView, 'detail' | 'elapsedMs' | 'failure' | 'changesExisting' | 'extendsExisting' | 'notNeeded' | 'goneWith'
> & { readonly state: StepState };

function recorded(record: StepRecord, phase: Phase, isCheck: boolean, working: boolean): StateInWords | undefined {
  const { failure, ready, resources } = record;
  if (failure !== undefined) {
    return { state: 'failed', detail: inWords.failed(failure), failure };
  }
  if (record.changing === true && !working) {
    return { state: 'cancelled', detail: inWords.changeLeft(record.lost, phase) };
  }
  if (record.cancelled === true) {
    return { state: 'cancelled', detail: inWords.cancelled(resources, record.lost) };
  }
  const usedBy = resources.find((resource) => resource.usedBy !== undefined)?.usedBy;
  if (usedBy !== undefined) {
    return { state: 'made', detail: inWords.kept(usedBy) };
  }
  if (record.removed === true) {
    return { state: 'undone', detail: removedInWords(record), goneWith: record.goneWith };
  }
  if (ready !== undefined && isCheck) {
    return { state: 'made', detail: inWords.checked(ready), elapsedMs: ready.elapsedMs };
  }
  if (ready !== undefined) {
    const made = resources.some(({ origin }) => origin === 'made');
    if (resources.length === 0) {
      return { state: 'exists', detail: ready.detail, notNeeded: true };
    }
    const addition = resources[0]?.origin === 'adopted' ? additionOf(resources) : undefined;
    const detail = addition === undefined ? inWords.finished(made, ready) : inWords.extended(addition.added, ready);
    const extendsExisting = addition?.without;
    return { state: made ? 'made' : 'exists', detail, elapsedMs: ready.elapsedMs, extendsExisting };
  }
  if (resources.length + record.lost.length > 0 && !working) {
    return { state: 'cancelled', detail: inWords.cancelled(resources, record.lost, phase === 'running' ? t('interrupted') : t('cancelled')) };
  }
  return undefined;
}

/** What was there before is still there, without what we put on it. */
function removedInWords({ keptFor, goneWith, leftAsItWas, removedKind }: StepRecord): string {
  if (goneWith !== undefined) {
    return t('gone with {0}', visible(goneWith));
  }
  if (keptFor !== undefined) {
    return t('kept for {0}', visible(keptFor));
  }
  const takenOff = kindOf(removedKind ?? '')?.addition?.takenOff;
  return leftAsItWas === true ? [t('left as it was'), takenOff].filter((part) => part !== undefined).join(', ') : t('deleted');
}

/** What of ours was put on the thing that was there before. */
function additionOf(resources: StepRecord['resources']): Addition | undefined {
  return resources.flatMap(({ kind, origin }) => (origin === 'made' ? kindOf(kind)?.addition ?? [] : []))[0];
}

function isOver(phase: Phase): boolean {
  return phase === 'done' || phase === 'undone';
}

function untouched(phase: Phase): StateInWords {
  return { state: 'waiting', detail: phase === 'undone' ? t('left as it was') : t('not started') };
}

function plannedState(standing: Standing, isCheck: boolean): StateInWords {
  switch (standing.kind) {
    case 'exists':
      return { state: 'exists', detail: inWords.exists(standing.detail) };
    case 'missing':
      return standing.extends === undefined && standing.there === undefined
        ? { state: 'to-make', detail: inWords.missing(standing.detail, isCheck) }
        : { state: 'to-make', detail: inWords.toExtend(standing.detail), changesExisting: true, extendsExisting: standing.extends };
    case 'not-needed':
      return { state: 'exists', detail: inWords.notNeeded(standing.why), notNeeded: true };
    case 'left-out':
      return { state: 'exists', detail: inWords.leftOut(standing.why) };
    case 'blocked':
      return { state: 'blocked', detail: inWords.blocked(standing.why, standing.remedy) };
  }
}

/** Sum of what is to be made or was made; what exists is paid for already. */
function totalOf(steps: readonly StepView[]): Total {
  return sumOf(steps.filter(({ state }) => state !== 'exists' && state !== 'undone'));
}

export function sumOf(counted: readonly Pick<StepView, 'title' | 'cost'>[]): Total {
  const prices = counted.flatMap(({ cost }) => cost.kind === 'priced' ? [cost] : []);
  return {
    monthly: prices.reduce((sum, { monthly }) => sum + monthly, 0),
    currency: prices[0]?.currency ?? 'USD',
    unpublished: counted.filter(({ cost }) => cost.kind === 'unpublished').map(({ title }) => title),
  };
}
