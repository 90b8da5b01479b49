import type { Connection } from '../../model/connection';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Goal, RunState } from '../../model/plan';
import { visible } from '../../model/text';
import type { RouteWords } from '../../setup/routes/route';
import type { CheckSummary } from '../checks/checkSummary';

/** A connection with what is known of it. */
export interface KnownConnection {
  readonly connection: Connection;
  readonly words: RouteWords;
  /** This machine dials a VPN on the way. */
  readonly dialsVpn?: boolean | undefined;
  /** An office's gateway is at the other end of the way. */
  readonly hasOffice?: boolean | undefined;
  readonly run: RunState | undefined;
  /** Whether it is the run or the undo that is in this state. */
  readonly goal?: Goal | undefined;
  /** Things that it made are there: a plan of it is one to change them. */
  readonly stands?: boolean | undefined;
  readonly check: CheckSummary | undefined;
}

/** What is known of reaching an instance. */
export interface Reachability {
  readonly connections: readonly KnownConnection[];
  /** The last check from this machine without a connection. */
  readonly direct: CheckSummary | undefined;
}

/** "reachable through build-box", from runs and checks alone; undefined where the question does not arise. */
export function reachabilityWords(instance: Instance, { connections, direct }: Reachability): string | undefined {
  const proven = connections.find(({ check, run }) => check?.passed === true && run === 'done');
  if (proven !== undefined) {
    return t('reachable through {0}', throughName(proven));
  }
  if (direct?.passed === true) {
    return t('reachable from here');
  }
  const partly = connections.find(({ check, run }) => check?.partly === true && run === 'done');
  if (partly !== undefined) {
    return t('reachable in part through {0}', throughName(partly));
  }
  if (direct?.partly === true) {
    return t('reachable in part from here');
  }
  const [first] = connections.filter(({ run }) => run !== undefined && run !== 'undone');
  if (first !== undefined) {
    return stateWords(first);
  }
  if (direct?.unfinished === true) {
    return t('answers from here, not checked to the end');
  }
  if (!instance.connectable.possible) {
    return undefined;
  }
  return direct === undefined ? t('not connected') : t('not reachable from here');
}

function stateWords(known: KnownConnection): string {
  const name = throughName(known);
  switch (known.run) {
    case 'done': return doneWords(known.check, name);
    case 'running': return t('being connected through {0}', name);
    case 'undoing': return t('being disconnected from {0}', name);
    case 'plan': return known.stands === true ? t('connected through {0}, a change of it is planned', name) : t('planned, not connected');
    default: return known.goal === 'undo' ? t('disconnected in part, its undo stopped') : t('not connected, its run stopped');
  }
}

function doneWords(check: CheckSummary | undefined, name: string): string {
  if (check === undefined) {
    return t('connected through {0}, not checked', name);
  }
  return check.unfinished === true ? t('connected through {0}, not checked to the end', name) : t('not reachable through {0}', name);
}

function throughName({ words }: KnownConnection): string {
  return visible(words.through, 60);
}

/** "checked 2 min ago · all passed". */
export function checkWords(check: CheckSummary | undefined, now: Date): string {
  if (check === undefined) {
    return t('not checked yet');
  }
  return t('checked {0} · {1}', ago(check.checkedAt, now), check.passed ? t('all passed') : visible(check.text, 120));
}

/** "just now", "2 min ago", "3 h ago", "5 d ago". */
export function ago(then: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(then)) / 60_000);
  if (Number.isNaN(minutes) || minutes < 1) {
    return t('just now');
  }
  if (minutes < 60) {
    return t('{0} min ago', minutes);
  }
  return minutes < 48 * 60 ? t('{0} h ago', Math.floor(minutes / 60)) : t('{0} d ago', Math.floor(minutes / 1440));
}
