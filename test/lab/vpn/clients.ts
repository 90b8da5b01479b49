import type { SignInAnswer, SignInQuestion, VpnNews, VpnSession } from '../../../src/sandbox/clientVpn';
import type { NetworkTruth, VpnServerTruth } from '../../../src/sandbox/dataPlane';
import type { Host } from '../machine/host';
import { managementSocket } from '../network/openVpnConfig';
import { vpnDaemonOf } from '../network/vpnServer';
import type { NetworkPlan } from '../network/plan';
import { placesOf } from '../network/places';
import { Management, type ClientNotice } from './management';

/** Whoever asks for news hears that there are none after so long, and asks again. */
const quietMs = 30_000;

interface Server {
  readonly management: Management;
  readonly truth: () => VpnServerTruth | undefined;
}

interface Session {
  readonly told: VpnSession;
  readonly host: string;
  readonly client: number;
}

/** The clients of all VPN servers: asks the sandbox whom to let in, tells it who is there, and ends what its API ended. */
export class VpnClients {
  readonly #servers = new Map<string, Server>();
  readonly #sessions = new Map<string, Session>();
  readonly #questions = new Map<number, SignInQuestion & { readonly answer: (admitted: boolean) => void }>();
  #truth: NetworkTruth['vpnServers'] = [];
  #starts = 0;
  #asked = 0;
  #isNew = true;
  #wake: () => void = () => undefined;

  /** Follows a network that has just become so. */
  async follow(truth: NetworkTruth, plan: NetworkPlan, hosts: readonly Host[]): Promise<void> {
    this.#truth = truth.vpnServers;
    for (const place of placesOf(truth).filter(({ kind }) => kind === 'vpn-server')) {
      const host = hosts.find(({ id }) => id === place.id);
      const serves = plan.daemons.some(({ id }) => id === vpnDaemonOf(place.id));
      if (host !== undefined && serves && await this.#servers.get(place.id)?.management.isAlive() !== true) await this.#attach(host, place.ownerId);
    }
    const ended = new Set(truth.vpnServers.flatMap(({ endedSessions }) => endedSessions));
    for (const { told, host, client } of this.#sessions.values()) {
      if (ended.has(told.id)) await this.#servers.get(host)?.management.disconnect(client);
    }
  }

  /** Takes answers, and resolves when there is something new, or nothing for a while. The one who asks last is the one who hears. */
  async news(answers: readonly SignInAnswer[]): Promise<VpnNews> {
    this.#wake();
    for (const { id, admitted } of answers) {
      this.#questions.get(id)?.answer(admitted);
      this.#questions.delete(id);
    }
    if (!this.#isNew && this.#questions.size === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, quietMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isNew = false;
    return {
      sessions: [...this.#sessions.values()].map(({ told }) => told),
      questions: [...this.#questions.values()].map(({ id, user, passcode }) => ({ id, user, passcode })),
    };
  }

  /** There is something new that others say. */
  wake(): void {
    this.#isNew = true;
    this.#wake();
  }

  async #attach({ id, pid }: Host, serverId: string): Promise<void> {
    const run = this.#starts += 1;
    const truth = () => this.#truth.find((each) => each.id === serverId);
    // A host's /run is its own.
    const management = await Management.open(`/proc/${pid}/root${managementSocket}`, (notice) => this.#told(id, run, serverId, notice), () => {
      if (this.#servers.get(id)?.management === management) this.#servers.delete(id);
      this.#change(() => {
        for (const [key] of this.#sessions) if (key.startsWith(`${id}/${run}/`)) this.#sessions.delete(key);
      });
    });
    this.#servers.set(id, { management, truth });
  }

  #told(host: string, run: number, serverId: string, notice: ClientNotice): void {
    const { kind, client, environment } = notice;
    const id = `${host}/${run}/${client}`;
    if (kind === 'CONNECT' || kind === 'REAUTH') this.#decide(host, notice);
    if (kind === 'DISCONNECT') this.#change(() => this.#sessions.delete(id));
    if (kind === 'ESTABLISHED') {
      const truth = this.#servers.get(host)?.truth();
      this.#change(() => this.#sessions.set(id, {
        host, client,
        told: {
          id, serverId,
          clientIp: environment.get('ifconfig_pool_remote_ip') ?? '', remoteIp: environment.get('trusted_ip') ?? '',
          remotePort: Number(environment.get('trusted_port')),
          commonName: truth?.clients === undefined ? undefined : environment.get('common_name'),
          username: truth?.signsIn === true ? environment.get('username') : undefined,
        },
      }));
    }
  }

  /** Whoever shows a certificate has shown it by now; a passcode is the sandbox's to judge. */
  #decide(host: string, notice: ClientNotice): void {
    const server = this.#servers.get(host);
    if (server?.truth()?.signsIn !== true) {
      void server?.management.decide(notice, true);
      return;
    }
    const id = this.#asked += 1;
    this.#change(() => this.#questions.set(id, {
      id, user: notice.environment.get('username') ?? '', passcode: notice.environment.get('password') ?? '',
      answer: (admitted) => void server.management.decide(notice, admitted),
    }));
  }

  #change(change: () => void): void {
    change();
    this.wake();
  }
}
