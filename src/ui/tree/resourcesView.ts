import type { Account } from '../../model/account';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import { leadsThrough } from '../activity/runNode';
import type { Memento } from '../checks/checkHistory';
import type { ContextKeys } from '../contextKeys';
import type { SettingId } from '../ids';
import type { Log } from '../log';
import type { Session } from '../session/session';
import type { Sessions } from '../session/sessions';
import { accountName } from '../glance/status';
import type { Settings } from '../settings';
import { ChangePoll, type After } from './changePoll';
import type { KnownConnection, Reachability } from './connectionWords';
import type { TreeNode } from './node';
import { Pins } from './pins';
import type { NodeTree } from './provider';
import { ResourcesModel } from './resourcesModel';
import { WaitingMessage, type EverySecond } from './waitingMessage';

export interface ResourcesDependencies {
  readonly tree: ShownTree;
  readonly sessions: Pick<Sessions, 'current'>;
  readonly settings: Pick<Settings, 'regions'> & { onDidChange(id: SettingId, listener: () => void): Ending };
  readonly keys: Pick<ContextKeys, 'set'>;
  readonly log: Pick<Log, 'warn' | 'failure'>;
  readonly memento: Memento;
  readonly everySecond?: EverySecond | undefined;
  readonly after?: After | undefined;
}

/** Ends listening. */
interface Ending {
  dispose(): unknown;
}

/** The editor's tree, as far as it is used. */
export interface ShownTree extends Pick<NodeTree, 'paint'> {
  readonly view: {
    message?: string;
    description?: string;
    readonly visible: boolean;
    onDidChangeVisibility(listener: (event: { readonly visible: boolean }) => unknown): Ending;
    onDidCollapseElement(listener: (event: { readonly element: TreeNode }) => unknown): Ending;
  };
}

const filterKey = 'privateConnect.filter';

/** The Resources view: one model an account, made anew when the account or the chosen regions change. */
export class ResourcesView {
  #model: { readonly session: Session; readonly model: ResourcesModel; readonly stopListening: () => void } | undefined;
  readonly #waiting: WaitingMessage;
  readonly #pins: Pins;
  readonly #poll: ChangePoll;
  #account: Account | undefined;
  readonly #listeners: readonly Ending[];

  constructor(private readonly dependencies: ResourcesDependencies) {
    const { tree, settings } = dependencies;
    this.#pins = new Pins(dependencies.memento);
    this.#waiting = new WaitingMessage(tree.view, dependencies.everySecond);
    this.#poll = new ChangePoll((scopes) => scopes.forEach((scope) => this.#model?.session.landscape.invalidate(scope)), dependencies.after);
    this.#listeners = [
      settings.onDidChange('regions', () => this.forget()),
      tree.view.onDidChangeVisibility(({ visible }) => this.#seen(visible)),
      tree.view.onDidCollapseElement(({ element }) => element.subject.kind === 'region' ? this.#model?.model.cancel(element.subject.region) : undefined),
    ];
    this.#describe();
  }

  get filter(): string {
    const kept = this.dependencies.memento.get(filterKey);
    return typeof kept === 'string' ? kept : '';
  }

  async setFilter(filter: string): Promise<void> {
    await this.dependencies.memento.update(filterKey, filter.trim() === '' ? undefined : filter.trim());
    this.#model?.model.setFilter(filter);
    this.#describe();
  }

  /** Puts an instance or a VPC before the others of its list, or back among them. */
  async pin(crn: string, isPinned: boolean): Promise<void> {
    await this.#pins.set(crn, isPinned);
    this.dependencies.tree.paint();
  }

  /** The first rows of the active account. */
  async roots(): Promise<readonly TreeNode[]> {
    const { sessions, keys } = this.dependencies;
    const session = await sessions.current();
    keys.set('privateConnect.signedIn', session !== undefined);
    this.#account = session?.account;
    this.#describe();
    if (session === undefined) {
      this.#leave();
      keys.set('privateConnect.resources', 'unknown');
      return [];
    }
    const { nodes, state } = await this.#modelOf(session).roots();
    keys.set('privateConnect.resources', state);
    this.#pollWhileSeen();
    return nodes;
  }

  /** Asks the cloud anew; what is shown stays until the answers come. */
  refresh(): void {
    this.#model?.session.landscape.invalidate();
    this.dependencies.tree.paint();
  }

  /** Starts over: another account, other regions. */
  forget(): void {
    this.#leave();
    this.dependencies.tree.paint();
  }

  /** Says above the tree why nothing moves: the cloud asked to wait. An account that was left says nothing any more. */
  waiting(account: Account, what: string, milliseconds: number, status: number | undefined): void {
    this.dependencies.log.warn(what, { milliseconds, status });
    if (account.id === this.#account?.id) {
      this.#waiting.show(milliseconds, status);
    }
  }

  dispose(): void {
    this.#leave();
    this.#listeners.forEach((listener) => listener.dispose());
  }

  #seen(visible: boolean): void {
    this.#poll.forget();
    if (visible) {
      this.dependencies.tree.paint();
    } else {
      this.#model?.model.cancel();
    }
  }

  #pollWhileSeen(): void {
    const { model } = this.#model ?? {};
    if (model !== undefined && this.dependencies.tree.view.visible && !model.isLoading()) {
      this.#poll.look(model.changing());
    }
  }

  #leave(): void {
    this.#poll.forget();
    this.#waiting.clear();
    this.#model?.stopListening();
    this.#model?.model.cancel();
    this.#model = undefined;
  }

  #modelOf(session: Session): ResourcesModel {
    if (this.#model?.session !== session) {
      this.#leave();
      const { tree, settings, log } = this.dependencies;
      const model = new ResourcesModel({
        landscape: session.landscape,
        services: session.kinds.services,
        chosen: settings.regions(),
        filter: this.filter,
        now: () => new Date(),
        reachability: (instance) => reachabilityOf(instance, session),
        leadsThrough: (crn) => session.setup.views().some((run) => leadsThrough(run, crn)),
        vpnEnd: (region, serverId) => session.vpnEnds.of(region, serverId),
        isPinned: (crn) => this.#pins.has(crn),
        isMade: (id) => session.setup.made().some((made) => made.crn === id || made.id === id),
        log: (what, error) => log.failure(what, error),
        arrived: () => {
          tree.paint();
          this.#pollWhileSeen();
        },
      });
      const stopListening = session.landscape.onDidChange(({ scope, cause }) => cause === 'cleared' ? model.reload(scope) : undefined);
      this.#model = { session, model, stopListening };
    }
    return this.#model.model;
  }

  /** Whose resources are shown, and by which filter. */
  #describe(): void {
    const filter = this.filter === '' ? '' : t('filter: {0}', this.filter);
    const who = this.#account === undefined ? '' : accountName(this.#account);
    this.dependencies.keys.set('privateConnect.filtered', filter !== '');
    this.dependencies.tree.view.description = [who, filter].filter((text) => text !== '').join(' · ');
  }
}

/** What the account's connections, their runs and the checks so far tell of an instance. */
export function reachabilityOf(instance: Instance, { setup, history }: Pick<Session, 'setup' | 'history'>): Reachability {
  const runs = new Map(setup.views().map((view) => [view.connectionId, view]));
  const connections = setup.ways()
    .filter((connection) => connection.instance.crn === instance.crn)
    .map((connection): KnownConnection => ({
      connection, words: setup.way(connection.id).words, dialsVpn: runs.get(connection.id)?.dialsVpn, hasOffice: runs.get(connection.id)?.hasOffice,
      run: runs.get(connection.id)?.state, goal: runs.get(connection.id)?.goal, stands: (runs.get(connection.id)?.undoable ?? 0) > 0,
      check: history.get(connection.id),
    }));
  return { connections, direct: history.get(instance.crn) };
}
