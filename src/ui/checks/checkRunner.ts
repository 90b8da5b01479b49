import type { Cloud } from '../../cloud/cloud';
import type { CheckRequest } from '../../diagnose/request';
import type { ServiceChecks } from '../../diagnose/services/serviceChecks';
import type { Environment } from '../../model/account';
import type { Report } from '../../model/check';
import type { Instance } from '../../model/instance';
import type { Setup } from '../../setup/setup';
import type { Kinds } from '../kinds';
import { serviceOf } from '../kinds';
import type { CheckHistory } from './checkHistory';
import { directPath, fromHere } from './withoutConnection';

export interface CheckDependencies {
  readonly environment: Environment;
  readonly cloud: Pick<Cloud, 'vpc'>;
  readonly setup: Pick<Setup, 'connections' | 'vantages' | 'path' | 'secret' | 'views'>;
  readonly kinds: Pick<Kinds, 'services' | 'serviceChecks'>;
  readonly history: Pick<CheckHistory, 'add'>;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** A report was added to the history. */
  checked(): void;
}

/** Runs the checks of an instance with what the account knows of it, and remembers what they said. */
export class CheckRunner {
  constructor(private readonly dependencies: CheckDependencies) {}

  /** Along a connection, or from this machine alone where none is given. */
  async run(instance: Instance, connectionId: string | undefined, onUpdate: (report: Report) => void, signal: AbortSignal): Promise<Report> {
    const { runChecks } = await import('../../diagnose/ladder');
    const report = await runChecks(await this.#request(instance, connectionId, signal), onUpdate, signal);
    await this.dependencies.history.add(report);
    this.dependencies.checked();
    return report;
  }

  async #request(instance: Instance, connectionId: string | undefined, signal: AbortSignal): Promise<CheckRequest> {
    const { environment, kinds } = this.dependencies;
    const [service, checks, gateway] = await Promise.all([
      serviceOf(kinds, instance), checksOf(kinds, instance), this.#gateway(instance, connectionId, signal),
    ]);
    return {
      instance, service, checks, gateway,
      authorities: environment.authorities,
      timeoutMs: this.dependencies.timeoutMs(),
      ...(await this.#along(connectionId) ?? { vantages: fromHere(environment), path: directPath(environment, instance, service.words, gateway?.name) }),
    };
  }

  /** Undefined where there is no such connection. */
  async #along(connectionId: string | undefined): Promise<Pick<CheckRequest, 'connectionId' | 'vantages' | 'path' | 'secret'> | undefined> {
    const { setup, environment } = this.dependencies;
    if (connectionId === undefined || setup.connections().every(({ id }) => id !== connectionId)) {
      return undefined;
    }
    return {
      connectionId,
      vantages: setup.vantages(connectionId),
      path: setup.path(connectionId).map((place) => place.kind === 'machine' ? { ...place, name: environment.machine } : place),
      secret: await setup.secret(connectionId),
    };
  }

  /** What the API says now, not what was loaded before: the gateway may be a minute old. Without it the ladder still runs. */
  async #gateway(instance: Instance, connectionId: string | undefined, signal: AbortSignal): Promise<CheckRequest['gateway']> {
    try {
      const all = await this.dependencies.cloud.vpc(instance.region).listEndpointGateways({}, signal);
      const leading = all.filter(({ targetCrn }) => targetCrn === instance.crn);
      const own = new Set(this.#resourcesOf(connectionId));
      const gateway = leading.find(({ crn }) => own.has(crn)) ?? leading[0];
      return gateway === undefined ? undefined : { name: gateway.name, addresses: gateway.addresses.map(({ address }) => address) };
    } catch (error) {
      signal.throwIfAborted();
      this.dependencies.log('Could not read the endpoint gateways', error);
      return undefined;
    }
  }

  /** What the connection made or adopted: of several gateways that lead to the instance, it leads through one of these. */
  #resourcesOf(connectionId: string | undefined): readonly string[] {
    const view = this.dependencies.setup.views().find((each) => each.connectionId === connectionId);
    return (view?.steps ?? []).flatMap(({ resource }) => resource?.crn ?? []);
  }
}

async function checksOf({ serviceChecks }: Pick<Kinds, 'serviceChecks'>, { service }: Instance): Promise<ServiceChecks> {
  const entry = serviceChecks.find((each) => each.service === service);
  if (entry === undefined) {
    throw new TypeError(`The service "${service}" has no checks.`);
  }
  return await entry.load();
}
