import type { Cloud } from '../../cloud/cloud';
import type { CheckRequest } from '../../diagnose/request';
import type { ServerSession } from '../../diagnose/vantage/serverSession';
import type { Environment } from '../../model/account';
import type { Report } from '../../model/check';
import type { Connection } from '../../model/connection';
import type { EventStreamsInstance } from '../../model/instance';
import type { Secret } from '../../model/secret';
import type { ServerAccess } from '../../setup/dependencies';
import { throughName } from '../tree/reach';
import type { CheckHistory } from './checkHistory';

/** What is checked: an instance from this machine, or along a connection. */
export interface CheckTarget {
  readonly instance: EventStreamsInstance;
  readonly connection?: Connection | undefined;
}

export interface CheckDependencies {
  readonly environment: Environment;
  readonly cloud: Pick<Cloud, 'vpc'>;
  readonly history: CheckHistory;
  apiKey(connectionId: string): Promise<Secret | undefined>;
  serverAccess(connectionId: string): ServerAccess | undefined;
  openServer(access: ServerAccess, signal: AbortSignal): Promise<ServerSession>;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** A report was added to the history. */
  checked(): void;
}

/** Runs the checks for a target with what the account knows of it, and remembers what they said. */
export class CheckRunner {
  constructor(private readonly dependencies: CheckDependencies) {}

  async run(target: CheckTarget, onUpdate: (report: Report) => void, signal: AbortSignal): Promise<Report> {
    const { runChecks } = await import('../../diagnose/ladder');
    const report = await runChecks(await this.#request(target, signal), onUpdate, signal);
    await this.dependencies.history.add(report);
    this.dependencies.checked();
    return report;
  }

  /** An SSH session to the connection's server; undefined where its address is not known yet. */
  openServer(connectionId: string, signal: AbortSignal): Promise<ServerSession> | undefined {
    const access = this.dependencies.serverAccess(connectionId);
    return access === undefined ? undefined : this.dependencies.openServer(access, signal);
  }

  async #request({ instance, connection }: CheckTarget, signal: AbortSignal): Promise<CheckRequest> {
    const { environment } = this.dependencies;
    const base = {
      instance,
      machine: { name: environment.machine, network: environment.network },
      authorities: environment.authorities,
      timeoutMs: this.dependencies.timeoutMs(),
    };
    if (connection === undefined) {
      return { ...base, gateway: await this.#gateway(instance, undefined, signal) };
    }
    const access = this.dependencies.serverAccess(connection.id);
    const name = throughName(connection);
    return {
      ...base,
      connectionId: connection.id,
      apiKey: await this.dependencies.apiKey(connection.id),
      gateway: await this.#gateway(instance, connection, signal),
      server: access === undefined ? undefined : { name, open: (opening) => this.dependencies.openServer(access, opening) },
    };
  }

  /** What the API says now, not what was loaded before: the gateway may be a minute old. Without it the ladder still runs. */
  async #gateway(instance: EventStreamsInstance, connection: Connection | undefined, signal: AbortSignal): Promise<CheckRequest['gateway']> {
    try {
      const all = await this.dependencies.cloud.vpc(instance.region).listEndpointGateways({}, signal);
      const leading = all.filter(({ targetCrn }) => targetCrn === instance.crn);
      const chosen = connection?.choices.vpc;
      const gateway = leading.find(({ vpc }) => chosen?.kind === 'existing' ? vpc.id === chosen.id : vpc.name === chosen?.name) ?? leading[0];
      return gateway === undefined ? undefined : { name: gateway.name, addresses: gateway.addresses.map(({ address }) => address) };
    } catch (error) {
      signal.throwIfAborted();
      this.dependencies.log('Could not read the endpoint gateways', error);
      return undefined;
    }
  }
}
