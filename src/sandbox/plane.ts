import type { DataPlane } from './dataPlane';
import type { Row } from './state/records';
import type { State } from './state/state';
import { networkTruth } from './truth';

/**
 * Tells the data plane what is true: one call at a time, the newest truth, many changes at once. Only when packets
 * behave so does a server count as running and a gateway as stable.
 */
export class PlaneDriver {
  #asked = 0;
  #followed = 0;
  #running: Promise<void> | undefined;

  constructor(private readonly plane: DataPlane, private readonly state: State, private readonly settled: () => void) {}

  /** Asks for an apply; resolves when one that began after this call is done. */
  async follow(): Promise<void> {
    this.#asked += 1;
    const wanted = this.#asked;
    while (this.#followed < wanted) {
      this.#running ??= this.#apply();
      await this.#running;
    }
  }

  async #apply(): Promise<void> {
    // Changes of one turn of the event loop go together.
    await Promise.resolve();
    const following = this.#asked;
    const waiting = rowsInWaiting(this.state);
    let problem: string | undefined;
    try {
      await this.plane.apply(networkTruth(this.state));
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    this.#running = undefined;
    this.#followed = following;
    for (const promote of waiting) promote(problem);
    if (waiting.length > 0) this.settled();
  }
}

/** What is ready but for the network: each as a function that makes it so, or says why it never will be. */
function rowsInWaiting(state: State): ((problem: string | undefined) => void)[] {
  return [...state.regions.values()].flatMap((region) => [
    ...[...region.servers.values()].filter(({ status }) => status === 'starting' || status === 'restarting')
      .map((server) => (problem: string | undefined) => startServer(server, problem)),
    ...[...region.gateways.values()]
      .filter((gateway) => gateway.phase === 'pending' && gateway.ips.every((id) => region.reservedIps.get(id)?.phase === 'ready'))
      .map((gateway) => (problem: string | undefined) => openGateway(gateway, problem)),
  ]);
}

function startServer(server: Row<'servers'>, problem: string | undefined): void {
  if (server.status !== 'starting' && server.status !== 'restarting') return;
  server.status = problem === undefined ? 'running' : 'failed';
  server.statusReason = problem === undefined ? undefined : { code: 'cannot_start', message: problem };
}

function openGateway(gateway: Row<'gateways'>, problem: string | undefined): void {
  if (gateway.phase !== 'pending') return;
  gateway.phase = 'ready';
  gateway.failure = problem === undefined ? undefined : { code: 'internal_error', message: problem };
}
