import { isIPv4 } from 'node:net';
import type { DataPlane, ServicePeer, NetworkTruth, ServerTruth } from '../dataPlane';
import { CustomResolvers } from './customResolvers';
import { Dialer } from './dialer';
import { Door } from './door';
import { Fabric } from './fabric';
import { HostKeys } from './hostKeys';
import { NetworkError } from './networkError';
import { SshHost } from './sshHost';

export interface EmbeddedOptions {
  /** Where endpoint gateways lead to. Stopped with the data plane. */
  readonly peer: ServicePeer;
  /** PEM of the authority that signs the services' certificates. */
  readonly authority: string;
  /** This machine's public address, as security groups see it. */
  readonly laptopAddress: string;
  /** Folder where the virtual servers' host keys outlive a restart; they are made anew each time when left out. */
  readonly hostKeys?: string | undefined;
  /** How long a dropped connection hangs; as long as Linux tries when left out. */
  readonly dropAfterMs?: number | undefined;
  /** How long a server's resolver waits for an answer that rules drop. */
  readonly resolverTimeoutMs?: number | undefined;
  /** How long a custom resolver remembers that a name is not there; half an hour, as the cloud's does, when left out. */
  readonly missingNameMs?: number | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

const defaultDropAfterMs = 120_000;
const defaultResolverTimeoutMs = 10_000;
const defaultMissingNameMs = 30 * 60_000;

/**
 * The network on loopback: any system, no privileges, no process besides this one. VPNs need programs of the system's, for which it has no
 * place: VPN servers and gateways stand there all the same, nobody dials them, and no other packet depends on them.
 */
export async function embeddedDataPlane(options: EmbeddedOptions): Promise<DataPlane> {
  const plane = new Embedded(options);
  const door = await plane.open();
  return {
    authority: options.authority,
    door,
    apply: (truth) => plane.apply(truth),
    stop: () => plane.stop(),
  };
}

class Embedded {
  readonly #options: EmbeddedOptions;
  readonly #fabric: Fabric;
  readonly #hosts = new Map<string, SshHost>();
  readonly #hostKeys: HostKeys;
  readonly #dialer: Dialer;
  readonly #door: Door;
  /** The last call to `apply`: the next one waits for it. */
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: EmbeddedOptions) {
    this.#options = options;
    this.#fabric = new Fabric(options.laptopAddress, new CustomResolvers(options.missingNameMs ?? defaultMissingNameMs, options.now ?? Date.now));
    this.#hostKeys = new HostKeys(options.hostKeys);
    this.#dialer = new Dialer(options.peer, options.dropAfterMs ?? defaultDropAfterMs, (server, stream) => {
      const host = this.#hosts.get(server.id);
      if (host === undefined) {
        stream.destroy();
      } else {
        host.accept(stream);
      }
    });
    this.#door = new Door(async (host, port, signal) => {
      const address = isIPv4(host) ? host : this.#fabric.publicAddresses(host)[0];
      if (address === undefined) {
        throw new NetworkError('ENOTFOUND', host);
      }
      return this.#dialer.dial(this.#fabric.fromLaptop(address, port), `${host}:${port}`, signal);
    }, (name) => this.#fabric.publicAddresses(name));
  }

  open(): Promise<string> {
    return this.#door.open();
  }

  apply(truth: NetworkTruth): Promise<void> {
    const done = this.#last.then(() => this.#become(truth));
    // The one who called hears of a failure; the next call must not.
    this.#last = done.catch(() => undefined);
    return done;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
    this.#closeHosts(() => true);
    await this.#door.close();
    await this.#options.peer.stop();
  }

  async #become(truth: NetworkTruth): Promise<void> {
    if (this.#stopped) {
      return;
    }
    const running = truth.servers.filter((server) => server.running);
    for (const server of running) {
      if (!this.#hosts.has(server.id)) {
        this.#hosts.set(server.id, await this.#newHost(server));
      }
    }
    await this.#options.peer.apply(truth.services, truth.tokenKeys);
    this.#fabric.become(truth);
    this.#closeHosts((id) => !running.some((server) => server.id === id));
  }

  async #newHost(server: ServerTruth): Promise<SshHost> {
    return new SshHost(await this.#hostKeys.of(server.id), {
      truth: () => this.#fabric.server(server.id),
      resolve: (from, name) => this.#fabric.resolve(from, name),
      nameServers: (from) => this.#fabric.nameServers(from),
      dial: (from, address, port, signal) =>
        this.#dialer.dial(this.#fabric.fromServer(from, address, port), `${address}:${port}`, signal),
      reachesMirror: (from) => this.#fabric.reachesMirror(from),
      resolverTimeoutMs: this.#options.resolverTimeoutMs ?? defaultResolverTimeoutMs,
    });
  }

  #closeHosts(which: (id: string) => boolean): void {
    for (const [id, host] of this.#hosts) {
      if (which(id)) {
        this.#hosts.delete(id);
        host.close();
      }
    }
  }
}
