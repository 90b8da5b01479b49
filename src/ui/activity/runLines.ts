import type { RunView, StepView } from '../../model/plan';

/** Tells, a line each, what a new picture of the runs shows that the one before did not: a run or a step in another state. */
export class RunLines {
  #before = new Map<string, RunView>();

  /** Of runs that were not there before nothing is told: they were made in another window, or at another time. */
  changed(runs: readonly RunView[]): readonly string[] {
    const lines = runs.flatMap((run) => linesOf(this.#before.get(run.connectionId), run));
    this.#before = new Map(runs.map((run) => [run.connectionId, run]));
    return lines;
  }
}

function linesOf(before: RunView | undefined, run: RunView): readonly string[] {
  if (before === undefined) {
    return [];
  }
  const steps = run.steps.flatMap((step, index) => stepLine(run, before.steps[index], step));
  return run.state === before.state ? steps : [...steps, `${run.connectionId}: ${run.state}`];
}

/** A step that runs changes its words every second; what it ends with is what tells something. */
function stepLine({ connectionId }: RunView, before: StepView | undefined, { id, title, state, detail, failure }: StepView): readonly string[] {
  if (before?.id !== id || before.state === state) {
    return [];
  }
  const words = [detail, failure?.code, failure?.trace === undefined ? undefined : `trace ${failure.trace}`];
  return [`${connectionId}: ${title}: ${[state, ...words.filter((word) => word !== undefined && word !== '')].join(' · ')}`];
}
