import type { Connection } from '../model/connection';
import type { RunView } from '../model/plan';
import type { Secret } from '../model/secret';
import type { ServerLogin } from '../model/serverLogin';
import type { Vantages } from '../model/vantage';
import { Connections, damagedView, type DamagedConnection } from './connections';
import type { Clock } from './dependencies';
import type { SetupDependencies } from './setupDependencies';
import { systemClock } from './engine/clock';
import type { Contexts } from './engine/contexts';
import { recallSecret, renewSecret } from './engine/keptSecret';
import { OneAtATime } from './engine/oneAtATime';
import type { Progress } from './engine/progress';
import { defect, take } from './engine/take';
import { takeOver } from './engine/takeOver';
import { undoLeavesOf, undoListOf } from './engine/undoList';
import type { UndoItem } from './engine/undoItems';
import { refuseOtherFrame, refuseUnlessUndone } from './frame';
import { free, heldByOthers, type HeldLock } from './heldLocks';
import { resourcesOf } from './journal/history';
import { findLeftBehind, holding, withRules, type LeftBehind, type PricedLeftBehind } from './leftBehind/find';
import { lettingIn } from './letIn';
import { credentialKind, secretOf } from './makers/credential';
import { madeThings, thereNow, type MadeThing, type PricedThing } from './madeThings';
import { planAsMarkdown } from './planDocument';
import type { OfficeDescription } from '../onPremises/office';
import { signingInAs } from './signingIn';
import { vantagesOf } from './vantages';
import type { ProfileOptions, VpnProfile } from './vpnProfile';
import { deskOf, type VpnDesk } from './vpnPeople/desk';
import { wayOf, type Way } from './way';
import { Worker } from './worker';

/** Plans, runs and undoes connections, and remembers them. One object an account. */
export class Setup {
  private readonly clock: Clock;
  private readonly saved: Connections;
  private readonly turns: OneAtATime;
  private readonly worker: Worker;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly dependencies: SetupDependencies) {
    this.clock = dependencies.clock ?? systemClock;
    this.saved = new Connections(dependencies, this.clock, () => this.changed(), (id) => this.turns.elsewhere(id));
    this.turns = new OneAtATime((id) => this.saved.store.leasePath(id));
    this.worker = new Worker(dependencies, this.clock, this.saved, this.turns);
  }

  /**
   * Reads the saved connections and their journals; a run that was cut off is shown as `interrupted`. Again, it shows what
   * other windows did meanwhile.
   */
  async load(): Promise<void> {
    await this.saved.catchUp();
    this.changed();
  }

  /** Called after every change of `views()` or `connections()`. Returns the way to stop listening. */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Saved connections that cannot be worked at; their files are left as they are. */
  damaged(): readonly DamagedConnection[] {
    return this.saved.damaged();
  }

  connections(): readonly Connection[] {
    return this.saved.all().map(({ connection }) => connection);
  }

  /** Those that are a way to an instance. */
  ways(): readonly Connection[] {
    return this.saved.all().flatMap(({ connection, route }) => (route.leadsNowhere ? [] : [connection]));
  }

  /** Those that were planned or run, newest first, then the damaged ones. */
  views(): readonly RunView[] {
    const begun = this.saved.all().filter(({ planned, journal }) => planned !== undefined || journal.history.phase !== 'new');
    return [...begun.map((progress) => progress.view()).reverse(), ...this.damaged().map(damagedView)];
  }

  /** Fails with `setup.not-undone` where the choices no longer cover what was made already. */
  async save(connection: Connection): Promise<void> {
    await this.alone(connection.id, async () => {
      const before = this.saved.find(connection.id);
      const { route } = await take(this.dependencies, connection);
      if (before !== undefined && this.undoList(connection.id).length > 0) {
        refuseOtherFrame(before, { connection, route });
      }
      await this.saved.save(connection);
    });
    this.changed();
  }

  /** Forgets a connection and its journal; fails with `setup.not-undone` while something that it made exists. */
  async forget(connectionId: string): Promise<void> {
    await this.alone(connectionId, async () => {
      refuseUnlessUndone(this.undoList(connectionId));
      await this.saved.forget(connectionId);
    });
    this.changed();
  }

  /** Forgets a connection with what it made, which stays in the account: nothing here deletes it any more. Its files are set aside. */
  async keepAndForget(connectionId: string): Promise<void> {
    await this.alone(connectionId, () => this.saved.setAside(connectionId));
    this.changed();
  }

  /** Holds every step against the account; writes nothing there. Saves the connection. */
  async plan(connection: Connection, signal: AbortSignal): Promise<RunView> {
    await this.save(connection);
    const progress = this.saved.need(connection.id);
    await this.worker.plan(progress, signal);
    this.changed();
    return progress.view();
  }

  /**
   * Runs a planned connection, or goes on with one that failed, was cancelled or was cut off. Resolves with `done`,
   * `failed` or `cancelled`; rejects with `setup.blocked` while a step of the plan is blocked, and with `setup.plan-changed` when none is any more.
   */
  async run(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, signal, (progress, own) => this.worker.run(progress, own));
  }

  /** Goes on with what failed, was cancelled or was cut off: the run, or the undo. */
  async resume(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, signal, (progress, own) =>
      progress.view().goal === 'undo' ? this.worker.undo(progress, own) : this.worker.run(progress, own));
  }

  /** What `undo` would take from it, in that order, for the confirmation. */
  undoList(connectionId: string): readonly UndoItem[] {
    return undoListOf(this.saved.find(connectionId), this.saved.all());
  }

  /** What `undo` leaves, since it was there before, for the same confirmation. */
  undoLeaves(connectionId: string): readonly string[] {
    return undoLeavesOf(this.saved.find(connectionId));
  }

  /** What the journals of this account say that connections and parts made, and that was not deleted since. */
  made(): readonly MadeThing[] {
    return this.saved.all().flatMap(madeThings);
  }

  /** The same without what is not there any more, by the cloud, with prices. */
  async madeAndThere(signal: AbortSignal): Promise<readonly PricedThing[]> {
    await this.load();
    return await thereNow(this.dependencies.cloud, this.made(), signal);
  }

  /** Deletes what the connection made, never what it adopted. Resolves with `undone`, `failed` or `cancelled`. */
  async undo(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, signal, (progress, own) => this.worker.undo(progress, own));
  }

  /** The secret of the connection's service credential, once that is made, in the service's own form. */
  async secret(connectionId: string): Promise<Secret | undefined> {
    const { journal } = this.saved.need(connectionId);
    const credential = resourcesOf(journal.history).find(({ kind }) => kind === credentialKind);
    return credential === undefined ? undefined : await secretOf(this.dependencies.secrets, connectionId, credential.id);
  }

  /** The same where the vault has lost it and the cloud still shows it: it is kept again. Makes and deletes nothing. */
  async recallSecret(connectionId: string, signal: AbortSignal): Promise<Secret | undefined> {
    await this.at(connectionId, signal, (progress, { toChange }) => recallSecret(progress, toChange));
    return await this.secret(connectionId);
  }

  /** Makes a new service credential in place of one whose secret is lost, and nothing else; clients with the old one are refused from then on. */
  async renewSecret(connectionId: string, signal: AbortSignal): Promise<RunView> {
    return await this.work(connectionId, signal, async (progress, own) => {
      await renewSecret(progress, this.worker.contexts(progress, own).toChange, own);
    });
  }

  /** The connection with this address let in instead of who was before, to be planned and run: nothing is changed yet. */
  lettingIn(connectionId: string, address: string): Connection {
    const { connection, route } = this.saved.need(connectionId);
    return lettingIn(connection, route, address);
  }

  /** The connection with another login, to be planned and run: nothing is changed yet. */
  signingInAs(connectionId: string, login: ServerLogin): Connection {
    const { connection, route } = this.saved.need(connectionId);
    return signingInAs(connection, route, login);
  }

  /** What carries our tag or a name of our form and is in no journal here, in any region. It may be another machine's that is at work. */
  async findLeftBehind(signal: AbortSignal): Promise<readonly PricedLeftBehind[]> {
    await this.load();
    return await findLeftBehind(this.dependencies, this.saved.all().map(({ journal }) => journal), signal);
  }

  /** Keeps what was left behind as a connection that leads nowhere, so that it is seen and can be undone. Changes nothing in the account. */
  async takeOver(left: LeftBehind, signal: AbortSignal): Promise<Connection> {
    const whole = await withRules(left, this.dependencies.cloud.vpc(left.region), signal);
    const connection = holding(whole, this.dependencies, this.clock.now());
    await this.alone(connection.id, async () => {
      const progress = await this.saved.save(connection);
      await takeOver(progress, this.worker.contexts(progress, signal, true).toLook);
    });
    this.changed();
    return connection;
  }

  /** What others hold, or seem to, of what runs here need. Nothing that this window works at is among it. */
  async heldByOthers(): Promise<readonly HeldLock[]> {
    await this.load();
    return await heldByOthers(this.saved, this.dependencies.environment.sshFolder);
  }

  /** Frees one of these, at a person's word: what its holder was doing ends, and can be gone on with from here. Changes nothing in the account. */
  async free(held: HeldLock): Promise<void> {
    await free(held);
    await this.load();
  }

  /** Where the connection can be looked at from, as far as it has come. */
  vantages(connectionId: string): Vantages {
    const progress = this.saved.need(connectionId);
    try {
      return vantagesOf(progress, this.saved.store, this.dependencies);
    } catch (error) {
      const failure = defect(progress.connection, error);
      this.saved.damage(progress.connection, failure);
      throw failure;
    }
  }

  /** What the connection leads through, and how it is spoken of. */
  way(connectionId: string): Way {
    return wayOf(this.saved.need(connectionId), this.saved.store);
  }

  /** What this machine dials a connection's VPN with: the cloud's profile, completed for whoever connects. Makes and keeps nothing. */
  async vpnProfile(connectionId: string, options: ProfileOptions, signal: AbortSignal): Promise<VpnProfile> {
    const { connection, journal: { history } } = this.saved.need(connectionId);
    const { profileFor } = await import('./vpnProfile');
    return await profileFor({ connection, history, vpn: this.way(connectionId).vpn }, this.dependencies, options, signal);
  }

  /** The office's side of each VPN gateway of a connection, as the cloud has it by now. Fails with `office.none` where no office is at the other end. */
  async offices(connectionId: string, signal: AbortSignal): Promise<readonly OfficeDescription[]> {
    return await (await import('./office/read')).officesOf(this.saved.need(connectionId), this.dependencies, signal);
  }

  /** Works at the people of its VPN, alone: nothing is run or undone meanwhile. Fails with `vpn.none` where no VPN stands. */
  async atVpn<T>(connectionId: string, signal: AbortSignal, work: (desk: VpnDesk) => Promise<T>): Promise<T> {
    return await this.at(connectionId, signal, (progress, contexts) => work(deskOf(progress, this.saved.store, contexts)));
  }

  /** The plan, or the run, as a Markdown document. */
  document(connectionId: string): string {
    const progress = this.saved.need(connectionId);
    return planAsMarkdown(progress.view(), progress.route);
  }

  /** A run whose turn another window took over ends as if it were cancelled. */
  private async work(connectionId: string, signal: AbortSignal, work: (progress: Progress, own: AbortSignal) => Promise<void>): Promise<RunView> {
    return await this.alone(connectionId, async (lost) => {
      const progress = this.saved.need(connectionId);
      progress.working = true;
      progress.elsewhere = undefined;
      this.changed();
      try {
        await work(progress, AbortSignal.any([signal, lost]));
      } finally {
        progress.working = false;
        this.changed();
      }
      return progress.view();
    });
  }

  /** Nobody else works at it meanwhile, and what others did before is known. */
  private async alone<T>(connectionId: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
    return await this.turns.alone(connectionId, async (lost) => {
      await this.saved.catchUp();
      return await work(lost);
    });
  }

  private async at<T>(connectionId: string, signal: AbortSignal, work: (progress: Progress, contexts: Contexts) => Promise<T>): Promise<T> {
    return await this.alone(connectionId, async (lost) => {
      const progress = this.saved.need(connectionId);
      return await work(progress, this.worker.contexts(progress, AbortSignal.any([signal, lost])));
    });
  }

  private changed(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}
