import { setMaxListeners } from 'node:events';
import type { Finding, Report } from '../model/check';
import { failureText, isCancelled } from '../model/failure';
import { t } from '../model/l10n';
import type { Check, CheckContext } from './checks/check';
import { since } from './checks/eachMember';
import { checksInOrder } from './checks/inOrder';
import { notOpened } from './checks/opening';
import { Lookout } from './lookout';
import type { CheckRequest } from './request';
import { RunningReport } from './runningReport';

export type { CheckRequest } from './request';

interface Ladder {
  readonly lookout: Lookout;
  readonly checks: readonly Check[];
}

/**
 * Climbs the ladder from every vantage at once and reports after each change, every result present from the start. It
 * rejects only with `AbortError`: what is wrong with the path is in the report. All that it opened is closed at its end.
 */
export async function runChecks(request: CheckRequest, onUpdate: (report: Report) => void, signal: AbortSignal): Promise<Report> {
  signal.throwIfAborted();
  const ladders = request.vantages.all.map((vantage): Ladder => {
    const lookout = new Lookout(vantage, request, (known) => {
      report.learnt(known);
      request.onHeld?.(known.holds ?? []);
    });
    return { lookout, checks: checksInOrder(request, lookout) };
  });
  const report = new RunningReport(request, ladders.map(({ lookout: { vantage }, checks }) => ({ vantage, checks })), onUpdate);
  // Where one ladder is cancelled by itself, none of the others may open anything more.
  const ended = new AbortController();
  const running = AbortSignal.any([signal, ended.signal]);
  // Every step on every member listens to it.
  setMaxListeners(0, running);
  try {
    await Promise.all(ladders.map((ladder) => climb(ladder, report, running)));
    return report.report();
  } finally {
    ended.abort();
    ladders.forEach(({ lookout }) => lookout.close());
  }
}

async function climb({ lookout, checks }: Ladder, report: RunningReport, signal: AbortSignal): Promise<void> {
  const { id: vantage } = lookout.vantage;
  const passed = new Set<string>();
  for (const check of checks) {
    const blocker = checks.find(({ id }) => check.dependsOn.includes(id) && !passed.has(id));
    if (blocker !== undefined) {
      report.found(vantage, check.id, { state: 'not-run', code: 'not-run', summary: t('needs "{0}"', blocker.title), evidence: [] });
      continue;
    }
    report.running(vantage, check.id);
    // Whoever hears of it may have ended the run.
    signal.throwIfAborted();
    const started = performance.now();
    const context = await opened(lookout, report, signal);
    const finding = 'state' in context ? context : await ask(check, context, signal);
    if (finding.state === 'passed' || finding.state === 'degraded') {
      passed.add(check.id);
    }
    const isOpening = check.id === lookout.vantage.opening?.id && finding.state === 'passed';
    report.found(vantage, check.id, finding, isOpening ? lookout.openedIn : since(started));
  }
}

/** The open vantage, or what is to be said of one that does not open. */
async function opened(lookout: Lookout, report: RunningReport, signal: AbortSignal): Promise<CheckContext | Finding> {
  try {
    return await lookout.open(signal);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    const finding = notOpened(lookout, error);
    report.unusable(lookout.vantage.id, finding.summary);
    return finding;
  }
}

/** A check that throws has a defect; it is shown as such and does not take the others with it. */
async function ask(check: Check, context: CheckContext, signal: AbortSignal): Promise<Finding> {
  try {
    return await check.run(context, signal);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    const { code, why, next } = failureText(error, check.title);
    return { state: 'failed', code, summary: why, evidence: [], cause: t('The check itself failed.'), remedy: { title: next } };
  }
}
