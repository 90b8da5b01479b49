import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DaemonPlan, HostPlan, NetworkPlan } from '../network/plan';
import { changes, type Configuration } from './configuration';
import { startDaemon, type Daemon } from './daemon';
import { startHost, type Host } from './host';
import { inParallel } from './inParallel';
import { run } from './run';
import { addWires, removeWires, type Wire } from './wires';

/** Most of a host's start is waiting for programs to be loaded; more at once than this wins nothing on two cores. */
const atOnce = 6;

interface Running {
  readonly host: Host;
  /** What it was started as: a change of it needs a new start. */
  readonly nature: string;
  configuration: Configuration | undefined;
}

/** Makes a plan real, and goes from one plan to the next by what differs between them. */
export class Machine {
  readonly #running = new Map<string, Running>();
  readonly #daemons = new Map<string, Daemon>();
  readonly #disks = new Set<string>();
  #wires: Wire[] = [];

  /** @param folder keeps disks and logs. @param own stands for the namespace that the lab itself is in. */
  constructor(private readonly folder: string, own: Host) {
    this.#running.set(own.id, { host: own, nature: '', configuration: undefined });
  }

  /** Those that run, each by the name that it has now. */
  hosts(): Host[] {
    return [...this.#running.values()].map(({ host, configuration }) => ({ ...host, name: configuration?.host.name ?? host.name }));
  }

  /** Resolves when the network is as planned; rejects with the words of the program that could not make it so. */
  async become(plan: NetworkPlan): Promise<void> {
    await this.#removeWhatIsGone(plan);
    await inParallel(plan.hosts.filter(({ id }) => !this.#running.has(id)), atOnce, async (host) => {
      const started = await startHost(host, this.#folderOf(host.disk?.id ?? host.id));
      if (host.disk !== undefined) this.#disks.add(host.disk.id);
      this.#running.set(host.id, { host: started, nature: natureOf(host), configuration: undefined });
      // One that ended by itself is started again by the next change.
      void started.ended.then(() => this.#forget(started));
    });
    const added = this.#missingWires(plan);
    await addWires(added);
    this.#wires.push(...added);
    await inParallel(plan.hosts, atOnce, (host) => this.#configure(host, plan, added));
    await this.#followDaemons(plan.daemons);
  }

  async #removeWhatIsGone(plan: NetworkPlan): Promise<void> {
    const gone = [...this.#running.values()].filter(({ host, nature }) => {
      const wanted = plan.hosts.find(({ id }) => id === host.id);
      return wanted === undefined || (nature !== '' && natureOf(wanted) !== nature);
    });
    // Its programs end first, while the wire still carries their farewell.
    await Promise.all(gone.map(({ host }) => host.stop()));
    for (const { host } of gone) this.#forget(host);
    const wanted = new Map(plan.wires.map((wire) => [wire.id, deviceNames(wire)]));
    const ended = new Set(this.#wires.flatMap(({ hosts }) => hosts).filter((host) => this.#running.get(host.id)?.host !== host));
    const unwanted = this.#wires.filter(({ plan: { id }, plan: wire, hosts }) => wanted.get(id) !== deviceNames(wire) || hosts.some((host) => ended.has(host)));
    await removeWires(unwanted, ended);
    this.#wires = this.#wires.filter((wire) => !unwanted.includes(wire));
    for (const id of [...this.#disks].filter((each) => !plan.disks.includes(each))) {
      this.#disks.delete(id);
      await rm(this.#folderOf(id), { recursive: true, force: true });
    }
  }

  #folderOf(id: string): string {
    return join(this.folder, 'hosts', fileName(id));
  }

  #forget(host: Host): void {
    if (this.#running.get(host.id)?.host === host) this.#running.delete(host.id);
  }

  #missingWires(plan: NetworkPlan): Wire[] {
    return plan.wires.filter(({ id }) => !this.#wires.some((wire) => wire.plan.id === id)).map((wire): Wire => {
      const [first, second] = wire.ends.map(({ host }) => this.#running.get(host)?.host);
      if (first === undefined || second === undefined) throw new Error(`The wire ${wire.id} ends nowhere.`);
      return { plan: wire, hosts: [first, second] };
    });
  }

  async #configure(host: HostPlan, plan: NetworkPlan, added: readonly Wire[]): Promise<void> {
    const running = this.#running.get(host.id);
    if (running === undefined) return;
    const endsOf = (wires: readonly { readonly ends: NetworkPlan['wires'][number]['ends'] }[]) => wires.flatMap(({ ends }) => ends.filter((end) => end.host === host.id));
    const fresh = new Set(endsOf(added.map((wire) => wire.plan)).map(({ device }) => device));
    const wanted: Configuration = { host, ends: endsOf(plan.wires) };
    const script = changes(running.configuration, wanted, fresh);
    // Unknown until it has gone well: after a failure all of it is said again.
    running.configuration = undefined;
    if (script !== '') await run(running.host.enter(['sh', '-e']), { input: script });
    running.configuration = wanted;
  }

  async #followDaemons(plans: readonly DaemonPlan[]): Promise<void> {
    const unwanted = [...this.#daemons.values()].filter((daemon) => !plans.some(({ id }) => id === daemon.plan.id));
    await Promise.all(unwanted.map((daemon) => daemon.stop()));
    for (const { plan } of unwanted) this.#daemons.delete(plan.id);
    const changed = plans.filter((plan) => !this.#goesOn(this.#daemons.get(plan.id), plan));
    // Those of one host one after the other, in the plan's order.
    const byHost = new Map<string, DaemonPlan[]>();
    for (const plan of changed) byHost.set(plan.host, [...byHost.get(plan.host) ?? [], plan]);
    await inParallel([...byHost.values()], atOnce, async (ofOneHost) => {
      for (const plan of ofOneHost) await this.#restart(plan);
    });
  }

  #goesOn(daemon: Daemon | undefined, plan: DaemonPlan): boolean {
    return daemon?.running() === true && this.#running.get(plan.host)?.host === daemon.host && JSON.stringify(plan) === JSON.stringify(daemon.plan);
  }

  async #restart(plan: DaemonPlan): Promise<void> {
    await this.#daemons.get(plan.id)?.stop();
    this.#daemons.delete(plan.id);
    const host = this.#running.get(plan.host)?.host;
    if (host === undefined) throw new Error(`${plan.id} has no host.`);
    this.#daemons.set(plan.id, await startDaemon(plan, host, join(this.folder, 'logs', `${fileName(plan.id)}.log`)));
  }
}

/** A machine that is renamed goes on running, under the host name of its first start. */
function natureOf({ forwards, disk }: HostPlan): string {
  return JSON.stringify({ forwards, disk });
}

function deviceNames({ ends }: NetworkPlan['wires'][number]): string {
  return ends.map(({ host, device }) => `${host} ${device}`).join(' ');
}

function fileName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9.-]/g, '_');
}
