import type { CheckState, Report, VantageView } from '../model/check';
import { failureText, isCancelled } from '../model/failure';
import { Board } from './board';
import { apiVersions } from './checks/apiVersions';
import { authority } from './checks/authority';
import { brokers } from './checks/brokers';
import type { Check, CheckContext, Finding } from './checks/check';
import { since } from './checks/eachBroker';
import { metadata } from './checks/metadata';
import { names } from './checks/names';
import { sasl } from './checks/sasl';
import { server } from './checks/server';
import { tcp } from './checks/tcp';
import { tls } from './checks/tls';
import type { CheckRequest } from './request';
import type { ServerSession } from './vantage/serverSession';

export type { CheckRequest } from './request';

const defaultMilliseconds = 10_000;
const fromAnywhere: readonly Check[] = [names, tcp, tls, sasl, apiVersions, metadata, brokers, authority];

interface Ladder {
  readonly vantage: VantageView;
  readonly checks: readonly Check[];
  readonly context: CheckContext;
}

/**
 * Climbs the ladder from every vantage at once and reports after each change, every result present from the start. It
 * rejects only with `AbortError`: what is wrong with the path is in the report. All that it opened is closed at its end.
 */
export async function runChecks(
  request: CheckRequest, onUpdate: (report: Report) => void, signal: AbortSignal,
): Promise<Report> {
  signal.throwIfAborted();
  const sessions: ServerSession[] = [];
  const ladders = laddersOf(request, sessions);
  const board = new Board(request, ladders, onUpdate);
  try {
    await Promise.all(ladders.map((ladder) => climb(ladder, board, signal)));
    return board.report();
  } finally {
    for (const { context } of ladders) {
      context.probes.forEach((probe) => probe.close());
    }
    sessions.forEach((session) => session.close());
  }
}

function laddersOf(request: CheckRequest, sessions: ServerSession[]): Ladder[] {
  const shared = {
    instance: request.instance,
    gateway: request.gateway,
    apiKey: request.apiKey,
    authorities: request.authorities,
    milliseconds: request.timeoutMs ?? defaultMilliseconds,
    probes: [],
    metadata: undefined,
  };
  const local: VantageView = { id: 'local', name: request.machine.name };
  const ladders: Ladder[] = [{
    vantage: local,
    checks: fromAnywhere,
    context: { ...shared, vantage: local, network: request.machine.network, aside: request.server !== undefined, openServer: undefined },
  }];
  const { server: way } = request;
  if (way !== undefined) {
    const vantage: VantageView = { id: 'server', name: way.name };
    const openServer = async (signal: AbortSignal) => {
      const session = await way.open(signal);
      sessions.push(session);
      return session;
    };
    ladders.push({ vantage, checks: [server, ...fromAnywhere], context: { ...shared, vantage, network: undefined, aside: false, openServer } });
  }
  return ladders;
}

async function climb({ vantage, checks, context }: Ladder, board: Board, signal: AbortSignal): Promise<void> {
  const states = new Map<string, CheckState>();
  for (const check of checks) {
    const blocker = checks.find((each) => check.dependsOn.includes(each.id) && states.get(each.id) !== 'passed');
    if (blocker !== undefined) {
      states.set(check.id, 'not-run');
      board.found(vantage.id, check, notRun(blocker));
      continue;
    }
    board.running(vantage.id, check);
    const started = performance.now();
    const finding = await ask(check, context, signal);
    states.set(check.id, finding.state);
    if (context.metadata !== undefined) {
      board.cluster(context.metadata.clusterId, context.metadata.brokers.map(({ host, port }) => ({ host, port })));
    }
    if (check.id === 'server' && finding.state === 'failed') {
      board.unusable(vantage.id, finding.summary);
    }
    board.found(vantage.id, check, finding, since(started));
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
    return { state: 'failed', code, summary: why, evidence: [], cause: 'The check itself failed.', remedy: { title: next } };
  }
}

function notRun(blocker: Check): Finding {
  return { state: 'not-run', code: 'not-run', summary: `needs "${blocker.title}"`, evidence: [] };
}
