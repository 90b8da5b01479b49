import type { Connection } from '../../model/connection';
import type { Instance } from '../../model/instance';
import type { RunState } from '../../model/plan';
import { visible } from '../../model/text';
import type { RouteWords } from '../../setup/routes/route';
import type { CheckSummary } from '../checks/checkHistory';

/** A connection with what is known of it. */
export interface KnownConnection {
  readonly connection: Connection;
  readonly words: RouteWords;
  readonly run: RunState | undefined;
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
    return `reachable through ${throughName(proven)}`;
  }
  if (direct?.passed === true) {
    return 'reachable from here';
  }
  const [first] = connections.filter(({ run }) => run !== undefined && run !== 'undone');
  if (first !== undefined) {
    return stateWords(first);
  }
  if (!instance.connectable.possible) {
    return undefined;
  }
  return direct === undefined ? 'not connected' : 'not reachable from here';
}

function stateWords(known: KnownConnection): string {
  const name = throughName(known);
  switch (known.run) {
    case 'done': return known.check === undefined ? `connected through ${name}, not checked` : `not reachable through ${name}`;
    case 'running': return `being connected through ${name}`;
    case 'undoing': return `being disconnected from ${name}`;
    case 'plan': return 'planned, not connected';
    default: return 'not connected, its run stopped';
  }
}

function throughName({ words }: KnownConnection): string {
  return visible(words.through, 60);
}

/** "checked 2 min ago · all passed". */
export function checkWords(check: CheckSummary | undefined, now: Date): string {
  if (check === undefined) {
    return 'not checked yet';
  }
  return `checked ${ago(check.checkedAt, now)} · ${check.passed ? 'all passed' : visible(check.text, 120)}`;
}

/** "just now", "2 min ago", "3 h ago", "5 d ago". */
export function ago(then: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(then)) / 60_000);
  if (Number.isNaN(minutes) || minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`;
}
