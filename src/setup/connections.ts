import type { Connection } from '../model/connection';
import { Failure, failureText, type FailureText } from '../model/failure';
import { t } from '../model/l10n';
import type { RunView } from '../model/plan';
import { visible } from '../model/text';
import { ConnectionStore } from './connectionStore';
import type { Clock } from './dependencies';
import type { SetupDependencies } from './setupDependencies';
import { Progress } from './engine/progress';
import { take } from './engine/take';
import { isSameWhenSaved } from './frame';
import { Journal } from './journal/journal';
import { forgetKey } from './office/key';
import { forgetIdentities } from './vpnIdentities';

/** A saved connection that cannot be worked at. */
export interface DamagedConnection {
  readonly id: string;
  readonly path: string;
  readonly problem: FailureText;
  /** Where the file itself can be read. */
  readonly connection?: Connection | undefined;
}

/** One whose file can be read, and whose route or service cannot. */
type Defective = DamagedConnection & { readonly connection: Connection };

/** The account's connections with how far each has come. The files are what all windows go by; this is one window's picture of them. */
export class Connections {
  readonly store: ConnectionStore;
  private readonly known = new Map<string, Progress>();
  /** Those whose route threw in this window: it would throw again. */
  private readonly defective = new Map<string, Defective>();
  private damagedOnes: readonly DamagedConnection[] = [];

  constructor(
    private readonly dependencies: SetupDependencies, private readonly clock: Clock, private readonly changed: () => void,
    private readonly elsewhere: (id: string) => Promise<string | undefined> = () => Promise.resolve(undefined),
  ) {
    this.store = new ConnectionStore(dependencies.folder);
  }

  /** Those that can be worked at, in the order in which they were made. */
  all(): readonly Progress[] {
    return [...this.known.values()];
  }

  damaged(): readonly DamagedConnection[] {
    return this.damagedOnes;
  }

  find(id: string): Progress | undefined {
    return this.known.get(id);
  }

  /** Fails with `setup.unknown-connection`, or with what is wrong with a damaged one. */
  need(id: string): Progress {
    const progress = this.known.get(id);
    if (progress !== undefined) {
      return progress;
    }
    this.refuseDamaged(id);
    throw new Failure({
      code: 'setup.unknown-connection', what: t('Could not find the connection {0}', id),
      why: t('It is not among the saved ones of this account.'), next: t('Refresh, then choose it again.'),
    });
  }

  /** Other windows make, run, undo and forget connections too. */
  async catchUp(): Promise<void> {
    const { connections, damaged } = await this.store.load();
    const here = connections.filter(({ accountId }) => this.isHere(accountId));
    for (const { working, connection: { id } } of this.all()) {
      if (!working && !here.some((connection) => connection.id === id)) {
        this.known.delete(id);
      }
    }
    const broken: DamagedConnection[] = damaged.filter(({ accountId }) => accountId === undefined || this.isHere(accountId));
    for (const connection of here) {
      const problem = await this.refreshed(connection);
      await this.lookElsewhere(connection.id);
      if (problem !== undefined) {
        broken.push(problem);
      }
    }
    this.damagedOnes = broken;
  }

  /** Fails with what is wrong with the one that is saved already: what is not understood is not written over. */
  async save(connection: Connection): Promise<Progress> {
    this.refuseDamaged(connection.id);
    await this.store.save(connection);
    return await this.open(connection);
  }

  async forget(id: string): Promise<void> {
    this.refuseDamaged(id);
    // Also those of a plan that was never run, which no undo takes away.
    await this.forgetSecrets(id);
    await this.known.get(id)?.journal.delete();
    await this.store.delete(id);
    this.known.delete(id);
  }

  /** Of one that cannot be read nobody knows what its keys still open: they stay, for whoever puts its files back. */
  async setAside(id: string): Promise<void> {
    const isDamaged = this.damagedOnes.some((each) => each.id === id);
    await this.store.setAside(id);
    if (!isDamaged) {
      await this.forgetSecrets(id);
    }
    this.known.delete(id);
    this.defective.delete(id);
    this.damagedOnes = this.damagedOnes.filter((each) => each.id !== id);
  }

  /** As long as this window lives and its file says the same, it is shown as damaged; what is saved of it stays. */
  damage(connection: Connection, error: unknown): void {
    const damaged = this.damagedConnection(connection, error);
    this.known.delete(connection.id);
    this.defective.set(connection.id, damaged);
    this.damagedOnes = [...this.damagedOnes, damaged];
    this.changed();
  }

  private async forgetSecrets(id: string): Promise<void> {
    await forgetIdentities(this.dependencies.secrets, id);
    await forgetKey(this.dependencies.secrets, id);
  }

  private refuseDamaged(id: string): void {
    const damaged = this.damagedOnes.find((each) => each.id === id);
    if (damaged !== undefined) {
      throw new Failure(damaged.problem);
    }
  }

  private async refreshed(connection: Connection): Promise<DamagedConnection | undefined> {
    const defective = this.defective.get(connection.id);
    if (defective !== undefined && isSameWhenSaved(defective.connection, connection)) {
      return defective;
    }
    const known = this.known.get(connection.id);
    try {
      if (known === undefined || !isSameWhenSaved(known.connection, connection)) {
        await this.open(connection);
      } else if (!known.working) {
        await known.journal.load();
      }
      return undefined;
    } catch (error) {
      return this.damagedConnection(connection, error);
    }
  }

  /** A journal that is in the middle of something is one that was cut off, or one that another window works at. */
  private async lookElsewhere(id: string): Promise<void> {
    const progress = this.known.get(id);
    if (progress !== undefined) {
      const { working, journal: { history: { phase } } } = progress;
      progress.elsewhere = !working && (phase === 'running' || phase === 'undoing') ? await this.elsewhere(id) : undefined;
    }
  }

  private async open(connection: Connection): Promise<Progress> {
    const before = this.known.get(connection.id);
    const { service, route } = await take(this.dependencies, connection);
    const journal = before?.journal ?? new Journal(this.store.journalPath(connection.id), this.clock);
    await journal.load();
    const now = this.known.get(connection.id);
    if (now?.working === true) {
      return now;
    }
    const progress = new Progress(connection, service, route, journal, this.clock, () => this.changed());
    this.known.set(connection.id, progress);
    return progress;
  }

  private damagedConnection(connection: Connection, error: unknown): Defective {
    const what = t('Could not read the connection {0}', connection.id);
    return { id: connection.id, path: this.store.path(connection.id), connection, problem: failureText(error, what) };
  }

  private isHere(accountId: string): boolean {
    return accountId === this.dependencies.accountId;
  }
}

/** A damaged connection as the activity view shows it. */
export function damagedView({ id, connection, problem }: DamagedConnection): RunView {
  return {
    connectionId: id,
    title: connection === undefined ? t('Connection {0}', visible(id)) : t('Connect {0}', visible(connection.instance.name)),
    state: 'damaged',
    goal: 'run',
    steps: [],
    undoable: 0,
    total: { monthly: 0, currency: 'USD', unpublished: [] },
    problem,
  };
}
