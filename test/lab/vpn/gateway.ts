import type { VpnGatewayTruth } from '../../../src/sandbox/dataPlane';
import type { SiteConnection, SiteTunnel } from '../../../src/sandbox/siteVpn';
import type { Host } from '../machine/host';
import { run } from '../machine/run';
import { viciSocket } from '../network/charon';
import { loadedConnections } from '../network/strongswanConfig';
import { connectionsFile } from '../network/vpnGateway';
import { reasonIn } from './reason';
import { Vici } from './vici';
import { section, textIn, type ViciMessage } from './viciMessage';

/** A gateway that could not come through dials again after so long: charon itself does not after a refusal. */
const againMs = 3_000;

/** A strongSwan at one public address of a VPN gateway. */
export class Gateway {
  #vici: Vici | undefined;
  #connections: readonly SiteConnection[] = [];
  readonly #reasons = new Map<string, string>();
  /** Who an IKE SA is with that has no name yet, by its number. */
  readonly #strangers = new Map<string, string>();
  #up: ReadonlySet<string> = new Set();
  readonly #again: NodeJS.Timeout;

  private constructor(readonly host: Host, private readonly publicAddress: string, private readonly changed: () => void) {
    this.#again = setInterval(() => void this.#dialAgain(), againMs).unref();
  }

  static async open(host: Host, publicAddress: string, changed: () => void): Promise<Gateway> {
    const gateway = new Gateway(host, publicAddress, changed);
    // A host's /run is its own.
    gateway.#vici = await Vici.open(`/proc/${host.pid}/root${viciSocket}`, ['log', 'ike-updown', 'child-updown'],
      (name, message) => void gateway.#hear(name, message), () => gateway.close());
    return gateway;
  }

  get isAlive(): boolean {
    return this.#vici?.isAlive === true;
  }

  /** Lets charon read what has changed. A connection that has is ended, and begins anew. */
  async follow(gateway: VpnGatewayTruth): Promise<void> {
    const before = new Map(this.#connections.map((each) => [each.id, textOf(each)]));
    this.#connections = loadedConnections(gateway);
    const now = new Map(this.#connections.map((each) => [each.id, textOf(each)]));
    const [ended, begun] = [[...before].filter(([id, text]) => now.get(id) !== text), [...now].filter(([id, text]) => before.get(id) !== text)];
    if (ended.length === 0 && begun.length === 0) return;
    await run(this.host.enter(['swanctl', '--load-all', '--noprompt', '--clear', '--file', connectionsFile]));
    for (const [id] of ended) {
      this.#reasons.delete(id);
      await this.#vici?.ask('terminate', { ike: id, force: 'yes', timeout: '-1' });
    }
    await this.#look();
    await this.#dialAgain();
  }

  /** How the tunnel of each connection is that is switched on. */
  tunnels(): readonly SiteTunnel[] {
    return this.#connections.map(({ id }) => ({
      connectionId: id, publicAddress: this.publicAddress,
      ...(this.#up.has(id) ? { status: 'up' as const, reasons: [] } : { status: 'down' as const, reasons: [this.#reasons.get(id) ?? 'peer_not_responding'] }),
    }));
  }

  close(): void {
    clearInterval(this.#again);
    this.#up = new Set();
    this.#vici?.close();
  }

  async #hear(event: string, message: ViciMessage): Promise<void> {
    if (event !== 'log') return this.#look();
    const words = textIn(message, 'msg');
    const number = textIn(message, 'ikesa-uniqueid');
    const caller = /^([\d.]+) is initiating /.exec(words)?.[1];
    if (caller !== undefined) this.#strangers.set(number, caller);
    const reason = reasonIn(words);
    if (reason === undefined) return;
    const name = textIn(message, 'ikesa-name');
    const meant = this.#connections.filter(({ id, peer }) => id === name || (name === '' && (this.#strangers.get(number) ?? peer) === peer));
    for (const { id } of meant) this.#reasons.set(id, reason);
    this.changed();
  }

  async #look(): Promise<void> {
    const all = await this.#vici?.associations() ?? [];
    this.#up = new Set(this.#connections.map(({ id }) => id).filter((id) => all.some((each) => childrenOf(section(each, id)).includes('INSTALLED'))));
    for (const id of this.#up) this.#reasons.delete(id);
    this.changed();
  }

  /** Where it is not on its way already. */
  async #dialAgain(): Promise<void> {
    const all = await this.#vici?.associations() ?? [];
    for (const { id, dials } of this.#connections) {
      const own = all.map((each) => section(each, id)).filter((each) => Object.keys(each).length > 0);
      const isOnItsWay = own.some((each) => textIn(each, 'state') !== 'ESTABLISHED' || childrenOf(each).length > 0);
      if (dials && !isOnItsWay) await this.#vici?.ask('initiate', { ike: id, child: `${id}-1`, timeout: '-1' });
    }
  }
}

/** States of the CHILD_SAs of an IKE SA. */
function childrenOf(association: ViciMessage): string[] {
  const children = section(association, 'child-sas');
  return Object.keys(children).map((name) => textIn(section(children, name), 'state'));
}

/** Routes are no affair of charon's. */
function textOf(connection: SiteConnection): string {
  return JSON.stringify({ ...connection, name: '', waysBack: [] });
}
