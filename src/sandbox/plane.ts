import type { DataPlane, NetworkTruth } from './dataPlane';
import type { Row } from './state/records';
import type { State } from './state/state';

/**
 * Tells the data plane what is true: one call at a time, the newest truth, many changes at once. Only when packets
 * behave so does a server count as running and a gateway of any kind or a VPN server as stable.
 */
export class PlaneDriver {
  #asked = 0;
  #followed = 0;
  #running: Promise<void> | undefined;

  /** Why packets do not behave as the newest truth says; undefined when they do. */
  #problem: Error | undefined;

  constructor(
    private readonly plane: DataPlane, private readonly state: State, private readonly truth: () => NetworkTruth, private readonly promoted: () => void,
  ) {}

  /** Asks for an apply; resolves when one that began after this call is done. */
  async follow(): Promise<void> {
    this.#asked += 1;
    const wanted = this.#asked;
    while (this.#followed < wanted) {
      this.#running ??= this.#apply();
      await this.#running;
    }
  }

  /** The same, but rejects when packets do not behave as the newest truth says. */
  async settled(): Promise<void> {
    await this.follow();
    if (this.#problem !== undefined) throw this.#problem;
  }

  async #apply(): Promise<void> {
    // Changes of one turn of the event loop go together.
    await Promise.resolve();
    const following = this.#asked;
    const waiting = rowsInWaiting(this.state);
    this.#problem = await this.plane.apply(this.truth()).then(() => undefined, asError);
    this.#running = undefined;
    this.#followed = following;
    for (const promote of waiting) promote(this.#problem?.message);
    if (waiting.length > 0) this.promoted();
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** What is ready but for the network: each as a function that makes it so, or says why it never will be. */
function rowsInWaiting(state: State): ((problem: string | undefined) => void)[] {
  return [...state.regions.values()].flatMap((region) => [
    ...[...region.servers.values()].filter(({ status }) => status === 'starting' || status === 'restarting')
      .map((server) => (problem: string | undefined) => startServer(server, problem)),
    ...[...region.gateways.values()]
      .filter((gateway) => gateway.phase === 'pending' && gateway.ips.every((id) => region.reservedIps.get(id)?.phase === 'ready'))
      .map((gateway) => (problem: string | undefined) => open(gateway, problem)),
    ...[...region.vpnServers.values()]
      .filter((server) => server.phase === 'pending' && server.ips.every((id) => region.reservedIps.get(id)?.phase === 'ready'))
      .map((server) => (problem: string | undefined) => open(server, problem)),
    ...[...region.vpnGateways.values()]
      .filter((gateway) => gateway.phase === 'pending' && gateway.ips.every((id) => region.reservedIps.get(id)?.phase === 'ready'))
      .map((gateway) => (problem: string | undefined) => open(gateway, problem)),
  ]);
}

function startServer(server: Row<'servers'>, problem: string | undefined): void {
  if (server.status !== 'starting' && server.status !== 'restarting') return;
  server.status = problem === undefined ? 'running' : 'failed';
  server.statusReason = problem === undefined ? undefined : { code: 'cannot_start', message: problem };
}

function open(row: Row<'gateways'> | Row<'vpnServers'> | Row<'vpnGateways'>, problem: string | undefined): void {
  if (row.phase !== 'pending') return;
  row.phase = 'ready';
  row.failure = problem === undefined ? undefined : { code: 'internal_error', message: problem };
}
