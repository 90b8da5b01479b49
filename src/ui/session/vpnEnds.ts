import type { Cloud } from '../../cloud/cloud';
import { isNotFound } from '../../cloud/errors';
import { isCancelled } from '../../model/failure';
import { endExplained, endInWords, endsOf, soonestEnd, type End } from '../../setup/vpnPeople/ends';

/** What is told of a VPN server whose certificate or list ends soon. */
export interface EndingSoon {
  /** "certificate ends in 12 days". */
  readonly words: string;
  /** What that means, in a sentence. */
  readonly explained: string;
}

export interface VpnEndsDependencies {
  readonly cloud: Pick<Cloud, 'vpc' | 'secretsManagers'>;
  now(): Date;
  log(what: string, error: unknown): void;
  /** Something became known: what shows it is to be painted again. */
  changed(): void;
}

interface Known {
  readonly askedAt: number;
  readonly name: string;
  readonly ends: readonly End[];
  /** The last time that it was asked for it could not be read. */
  readonly isUnread?: true;
}

/** A certificate lives for months; what is about to end may be renewed at any moment, and a machine that was offline is soon back. */
const usualMs = 6 * 3_600_000;
const watchedMs = 10 * 60_000;
const limitMs = 30_000;

/** When the certificates and lists of VPN servers end. A row that is painted asks the cloud nothing: it is told what is known, and painted again. */
export class VpnEnds {
  readonly #known = new Map<string, Known>();
  readonly #asked = new Set<string>();
  readonly #closed = new AbortController();

  constructor(private readonly dependencies: VpnEndsDependencies) {}

  /** Undefined where nothing of it ends soon, and as long as that is not known. */
  of(region: string, serverId: string): EndingSoon | undefined {
    const key = `${region}/${serverId}`;
    const [known, now] = [this.#known.get(key), this.dependencies.now()];
    const end = soonestEnd(known?.ends ?? [], now);
    if (known === undefined || now.getTime() - known.askedAt > (end === undefined && known.isUnread !== true ? usualMs : watchedMs)) {
      void this.#ask(key, region, serverId);
    }
    return end === undefined ? undefined : { words: endInWords(end, now), explained: endExplained(end, known?.name ?? '') };
  }

  close(): void {
    this.#closed.abort();
  }

  /** What cannot be read stays as it was known, unless the cloud says that it is not there any more. */
  async #ask(key: string, region: string, serverId: string): Promise<void> {
    if (this.#asked.has(key) || this.#closed.signal.aborted) {
      return;
    }
    this.#asked.add(key);
    const { dependencies } = this;
    const { cloud } = dependencies;
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(limitMs)]);
    const before = this.#known.get(key);
    try {
      const server = await cloud.vpc(region).getVpnServer(serverId, signal);
      this.#known.set(key, { askedAt: dependencies.now().getTime(), name: server.name, ends: await endsOf(server, cloud, signal) });
    } catch (error) {
      const { name, ends } = before === undefined || isNotFound(error) ? { name: '', ends: [] } : before;
      this.#known.set(key, { askedAt: dependencies.now().getTime(), name, ends, isUnread: true });
      if (!isCancelled(error)) {
        dependencies.log('Could not see when the certificates of a VPN server end', error);
      }
    } finally {
      this.#asked.delete(key);
    }
    if (JSON.stringify(before?.ends ?? []) !== JSON.stringify(this.#known.get(key)?.ends ?? [])) {
      dependencies.changed();
    }
  }
}
