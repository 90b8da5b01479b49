import type { Connection } from '../../model/connection';
import type { EventStreamsInstance } from '../../model/instance';
import { connectable } from '../../model/instance';
import type { RunState } from '../../model/plan';
import { visible } from '../../model/text';

/** What the last check of a way said. Kept over a restart, so that the tree never guesses and need not ask again. */
export interface CheckSummary {
  readonly passed: boolean;
  readonly checkedAt: string;
  readonly text: string;
}

/** A connection with what is known of it. */
export interface KnownConnection {
  readonly connection: Connection;
  readonly run: RunState | undefined;
  readonly check: CheckSummary | undefined;
}

/** The name of what a connection leads through. */
export function throughName(connection: Connection): string {
  return connection.choices.server.name;
}

/** "reachable through build-box", from runs and checks alone; undefined where the question does not arise. */
export function reachWords(instance: EventStreamsInstance, ways: readonly KnownConnection[], direct: CheckSummary | undefined): string | undefined {
  const proven = ways.find((way) => way.check?.passed === true && way.run === 'done');
  if (proven !== undefined) {
    return `reachable through ${visible(throughName(proven.connection), 60)}`;
  }
  if (direct?.passed === true) {
    return 'reachable from here';
  }
  const [way] = ways.filter(({ run }) => run !== undefined && run !== 'undone');
  if (way !== undefined) {
    return wayWords(way);
  }
  if (!connectable(instance).possible) {
    return undefined;
  }
  return direct === undefined ? 'not connected' : 'not reachable from here';
}

function wayWords(way: KnownConnection): string {
  const name = visible(throughName(way.connection), 60);
  switch (way.run) {
    case 'done': return way.check === undefined ? `connected through ${name}, not checked` : `not reachable through ${name}`;
    case 'running': return `being connected through ${name}`;
    case 'undoing': return `being disconnected from ${name}`;
    case 'plan': return 'planned, not connected';
    default: return 'not connected, its run stopped';
  }
}

/** "virtual server · checked 2 min ago · all passed" without the first part. */
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
