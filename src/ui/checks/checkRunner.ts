import type { Cloud } from '../../cloud/cloud';
import type { Gateway } from '../../diagnose/gateway';
import type { CheckRequest } from '../../diagnose/request';
import type { ServiceChecks } from '../../diagnose/services/serviceChecks';
import type { Environment } from '../../model/account';
import type { Report } from '../../model/check';
import type { Instance } from '../../model/instance';
import type { EndpointGateway, Subnet } from '../../model/landscape';
import type { Secret } from '../../model/secret';
import type { Setup } from '../../setup/setup';
import type { Kinds } from '../kinds';
import { serviceOf } from '../kinds';
import type { CheckHistory } from './checkHistory';
import { directPath, fromHere } from './withoutConnection';

export interface CheckDependencies {
  readonly environment: Environment;
  readonly cloud: Pick<Cloud, 'vpc'>;
  readonly setup: Pick<Setup, 'connections' | 'vantages' | 'way' | 'secret' | 'views'>;
  readonly kinds: Pick<Kinds, 'services' | 'serviceChecks'>;
  readonly history: Pick<CheckHistory, 'add'>;
  timeoutMs(): number;
  log(what: string, error: unknown): void;
  /** A report was added to the history. */
  checked(): void;
}

/** Runs the checks of an instance with what the account knows of it, and remembers what they said. */
export class CheckRunner {
  // In memory alone: names of what somebody keeps there belong in no file of ours.
  readonly #held = new Map<string, readonly string[]>();

  constructor(private readonly dependencies: CheckDependencies) {}

  /** What the last check along a connection saw that one may use there, by its names; nothing where none came that far. */
  held(connectionId: string): readonly string[] {
    return this.#held.get(connectionId) ?? [];
  }

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
    const [service, checks, gateways] = await Promise.all([
      serviceOf(kinds, instance), checksOf(kinds, instance), this.#gateways(instance, connectionId, signal),
    ]);
    return {
      instance, service, checks, gateways,
      authorities: environment.authorities,
      timeoutMs: this.dependencies.timeoutMs(),
      onHeld: (names) => void this.#held.set(connectionId ?? instance.crn, names),
      ...(await this.#along(connectionId) ?? {
        vantages: fromHere(environment), path: directPath(environment, instance, service.words, gateways), secret: await this.#anySecret(instance),
      }),
    };
  }

  /** Undefined where there is no such connection. */
  async #along(connectionId: string | undefined): Promise<Pick<CheckRequest, 'connectionId' | 'vantages' | 'path' | 'secret'> | undefined> {
    const { setup, environment } = this.dependencies;
    if (!this.#has(connectionId)) {
      return undefined;
    }
    return {
      connectionId,
      vantages: setup.vantages(connectionId),
      path: setup.way(connectionId).path.map((place) => place.kind === 'machine' ? { ...place, name: environment.machine } : place),
      secret: await setup.secret(connectionId),
    };
  }

  /** The key of whatever made a credential for the instance: it signs in from anywhere. */
  async #anySecret({ crn }: Instance): Promise<Secret | undefined> {
    const { setup } = this.dependencies;
    for (const { id } of setup.connections().filter(({ instance }) => instance.crn === crn)) {
      const secret = await setup.secret(id);
      if (secret !== undefined) {
        return secret;
      }
    }
    return undefined;
  }

  /**
   * What the API says now, not what was loaded before: a gateway may be a minute old. A connection leads through its own alone, and
   * without one any that leads to the instance may be come through. Without them the ladder still runs.
   */
  async #gateways(instance: Instance, connectionId: string | undefined, signal: AbortSignal): Promise<readonly Gateway[]> {
    const { dependencies } = this;
    try {
      const vpc = dependencies.cloud.vpc(instance.region);
      const leading = (await vpc.listEndpointGateways({}, signal)).filter(({ targetCrn }) => targetCrn === instance.crn);
      const own = new Set(this.#resourcesOf(connectionId));
      const meant = this.#has(connectionId) ? leading.filter(({ crn }) => own.has(crn)) : leading;
      return meant.length === 0 ? [] : withZones(meant, await vpc.listSubnets({}, signal).catch(() => []));
    } catch (error) {
      signal.throwIfAborted();
      dependencies.log('Could not read the endpoint gateways', error);
      return [];
    }
  }

  #has(connectionId: string | undefined): connectionId is string {
    return connectionId !== undefined && this.dependencies.setup.connections().some(({ id }) => id === connectionId);
  }

  /** What the connection made or adopted: of several gateways that lead to the instance, it leads through one of these. */
  #resourcesOf(connectionId: string | undefined): readonly string[] {
    const view = this.dependencies.setup.views().find((each) => each.connectionId === connectionId);
    return (view?.steps ?? []).flatMap(({ resource }) => resource?.crn ?? []);
  }
}

function withZones(gateways: readonly EndpointGateway[], subnets: readonly Subnet[]): Gateway[] {
  const zones = new Map(subnets.map(({ id, zone }) => [id, zone]));
  return gateways.map(({ name, addresses }) => ({
    name, addresses: addresses.map(({ address }) => address),
    zones: Object.fromEntries(addresses.flatMap(({ address, subnetId }) => {
      const zone = subnetId === undefined ? undefined : zones.get(subnetId);
      return zone === undefined ? [] : [[address, zone]];
    })),
  }));
}

async function checksOf({ serviceChecks }: Pick<Kinds, 'serviceChecks'>, { service }: Instance): Promise<ServiceChecks> {
  const entry = serviceChecks.find((each) => each.service === service);
  if (entry === undefined) {
    throw new TypeError(`The service "${service}" has no checks.`);
  }
  return await entry.load();
}
