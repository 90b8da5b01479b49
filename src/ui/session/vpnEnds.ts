import type { Cloud } from '../../cloud/cloud';
import { isNotFound } from '../../cloud/errors';
import { isCancelled } from '../../model/failure';
import { endExplained, endInWords, endsOf, soonestEnd, unreadExplained, type Ends } from '../../setup/vpnPeople/ends';

/** What is told of a VPN server whose certificate or list ends soon, or of which that cannot be read. */
export interface EndingSoon {
  /** "certificate ends in 12 days"; undefined where nothing is known to end soon. */
  readonly words: string | undefined;
  /** What that means, and what could not be read: a sentence each. */
  readonly explained: readonly string[];
}

export interface VpnEndsDependencies {
  readonly cloud: Pick<Cloud, 'vpc' | 'secretsManagers'>;
  now(): Date;
  log(what: string, error: unknown): void;
  /** Something became known: what shows it is to be painted again. */
  changed(): void;
}

interface Known extends Ends {
  readonly askedAt: number;
  readonly name: string;
  /** The last time that it was asked for the server could not be read. */
  readonly isUnread?: true;
}

/** A certificate lives for months; what is about to end may be renewed at any moment, and a machine that was offline is soon back. */
const usualMs = 6 * 3_600_000;
const watchedMs = 10 * 60_000;
const limitMs = 30_000;
const nothing = { name: '', ends: [], unread: [] } as const satisfies Ends & { readonly name: string };

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
    const { name, ends, unread } = known ?? nothing;
    const end = soonestEnd(ends, now);
    const isSure = end === undefined && unread.length === 0 && known?.isUnread !== true;
    if (known === undefined || now.getTime() - known.askedAt > (isSure ? usualMs : watchedMs)) {
      void this.#ask(key, region, serverId);
    }
    return end === undefined && unread.length === 0 ? undefined : {
      words: end === undefined ? undefined : endInWords(end, now),
      explained: [...end === undefined ? [] : [endExplained(end, name)], ...unread.map((each) => unreadExplained(each, name))],
    };
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
    const before = this.#known.get(key) ?? nothing;
    try {
      const server = await cloud.vpc(region).getVpnServer(serverId, signal);
      const { ends, unread } = await endsOf(server, cloud, signal);
      const left = before.ends.filter(({ what }) => unread.some((each) => each.what === what));
      this.#known.set(key, { askedAt: dependencies.now().getTime(), name: server.name, ends: [...ends, ...left], unread });
    } catch (error) {
      this.#known.set(key, { ...isNotFound(error) ? nothing : before, askedAt: dependencies.now().getTime(), isUnread: true });
      if (!isCancelled(error)) {
        dependencies.log('Could not see when the certificates of a VPN server end', error);
      }
    } finally {
      this.#asked.delete(key);
    }
    if (told(before) !== told(this.#known.get(key) ?? nothing)) {
      dependencies.changed();
    }
  }
}

function told({ ends, unread }: Ends): string {
  return JSON.stringify([ends, unread]);
}
