import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { runChecks } from '../../../../src/diagnose/ladder';
import type { VpnServerSettings } from '../../../../src/cloud/vpcRequests';
import type { VpcService } from '../../../../src/cloud/vpcService';
import type { Connection } from '../../../../src/model/connection';
import type { CheckResult } from '../../../../src/model/check';
import type { VpnClient, VpnServer } from '../../../../src/model/vpnServer';
import { remotePlane } from '../../../../src/sandbox/remotePlane';
import { pacedClock } from '../../../../src/setup/engine/clock';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import { thisLab, type LabClient } from '../../client';
import { run } from '../../machine/run';
import { startProduct, type Product } from '../../product';
import { vpnConnection, type VpnWish } from './connection';
import type { Dial } from './dial';
import { useResolvconf } from './laptop';
import { Person } from './person';

/** Of a check: enough for any answer of the lab, but for a machine that is busy; then it is asked again with the second. */
const [stepMs, patientMs] = [2_000, 15_000];

/** A VPN that works and is dialled by somebody at the laptop, for faults to be made in it. */
export class VpnBench {
  #heal: (() => Promise<unknown>) | undefined;

  private constructor(
    readonly lab: LabClient, readonly product: Product, readonly connection: Connection<ClientVpnChoices>, readonly person: Person,
    private readonly withoutResolvconf: () => Promise<void>, readonly signal: AbortSignal,
  ) {}

  static async start(wish: VpnWish, signal: AbortSignal): Promise<VpnBench> {
    const lab = thisLab();
    const withoutResolvconf = await useResolvconf();
    const product = await startProduct(await remotePlane(lab.socket), signal, { clock: pacedClock(0.02) });
    const connection = await vpnConnection(product, 'telemetry', wish, signal);
    const bench = new VpnBench(lab, product, connection, await Person.of(product, connection), withoutResolvconf, signal);
    await bench.setUp();
    return bench;
  }

  async stop(): Promise<void> {
    await this.person.leave();
    await this.product.setup.undo(this.connection.id, this.signal);
    await this.product.stop();
    await this.withoutResolvconf();
  }

  get vpc(): VpcService {
    return this.product.cloud.vpc(this.connection.instance.region);
  }

  get serverId(): string {
    return this.product.setup.way(this.connection.id).vpn?.server?.id ?? assert.fail('the VPN server is made');
  }

  /** Plans and runs what is missing: the remedy of much. */
  async setUp(): Promise<void> {
    const { setup, sandbox } = this.product;
    await setup.plan(this.connection, this.signal);
    const { state, steps } = await setup.run(this.connection.id, this.signal);
    assert.equal(state, 'done', JSON.stringify(steps.map(({ title, state: of, failure }) => ({ title, of, failure })), undefined, 1));
    await sandbox.settled();
  }

  server(): Promise<VpnServer> {
    return this.vpc.getVpnServer(this.serverId, this.signal);
  }

  /** Changes the server, which disconnects everybody, and waits until it is as it was told. */
  async change(changes: Partial<VpnServerSettings>): Promise<void> {
    await this.person.hangUp();
    await this.vpc.updateVpnServer(await this.vpc.getVersionedVpnServer(this.serverId, this.signal), changes, this.signal);
    await this.product.sandbox.settled();
  }

  /** Says how what a fault has changed is taken back. */
  heals(heal: () => Promise<unknown>): void {
    this.#heal = heal;
  }

  /** Takes it back, once. */
  async heal(): Promise<void> {
    const heal = this.#heal;
    this.#heal = undefined;
    await heal?.();
  }

  /** The person's connection as the API lists it, once it does: the one before had the same address, and may still be on the list. */
  async listed(dial: Dial): Promise<VpnClient> {
    const port = await dial.port();
    for (;;) {
      const clients = await this.vpc.listVpnClients(this.serverId, this.signal);
      const found = clients.find((each) => each.remotePort === port && each.status === 'connected');
      if (found !== undefined) return found;
      await setTimeout(100);
    }
  }

  /** Ends a connection, as the console does. */
  async disconnect(dial: Dial): Promise<void> {
    await this.vpc.disconnectVpnClient(this.serverId, (await this.listed(dial)).id, this.signal);
    await this.product.sandbox.settled();
  }

  /** A command on this laptop. */
  here(...command: readonly string[]): Promise<string> {
    return run(command);
  }

  /** What the product says: the first check that is not passed, "check code"; "passed" where all are. */
  async verdict(wanted: string): Promise<string> {
    const quick = await this.#look(stepMs);
    return inWords(quick) === wanted ? wanted : inWords(await this.#look(patientMs));
  }

  async #look(timeoutMs: number): Promise<CheckResult | undefined> {
    const { results } = await runChecks({ ...await this.product.checkRequest(this.connection, this.signal), timeoutMs }, () => undefined, this.signal);
    return results.find(({ state }) => state !== 'passed');
  }
}

function inWords(found: CheckResult | undefined): string {
  return found === undefined ? 'passed' : `${found.check} ${found.code}`;
}
