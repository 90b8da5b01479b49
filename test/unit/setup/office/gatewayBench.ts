import { openServer } from '../../../../src/diagnose/vantage/ssh';
import type { Connection } from '../../../../src/model/connection';
import { Secret } from '../../../../src/model/secret';
import type { CommandResult } from '../../../../src/model/vantage';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import type { Clock, OpenServer } from '../../../../src/setup/dependencies';
import { pacedClock } from '../../../../src/setup/engine/clock';
import { keepKey } from '../../../../src/setup/office/key';
import type { Setup } from '../../../../src/setup/setup';
import { description, key } from '../../onPremises/offices';
import { Peer, never } from '../support';
import { RealGateway } from './realGateway';

/** What comes of a command that is sent: `run` runs it on the host, and `cut` breaks the connection under it off. */
export type Fate = (run: () => Promise<CommandResult>, cut: () => void) => Promise<CommandResult>;

/** A real gateway of an office, and an account whose connection "orders-pc-1a2b" has its key in the vault. */
export class GatewayBench {
  fate: Fate = (run) => run();
  /** Each command line, and what it was given to read. */
  readonly commands: { readonly line: string; readonly input: string | undefined }[] = [];

  private constructor(readonly peer: Peer, readonly host: RealGateway) {}

  static async start(): Promise<GatewayBench> {
    const [peer, host] = [await Peer.start(), await RealGateway.start()];
    await keepKey(peer.vault, 'orders-pc-1a2b', new Secret(key));
    return new GatewayBench(peer, host);
  }

  async stop(): Promise<void> {
    this.host.stop();
    await this.peer.stop();
  }

  /** As another window would have one. */
  setup(clock: Clock = pacedClock(0.003)): Setup {
    return this.peer.setup({ openServer: this.#open, clock });
  }

  part(id: string, more: object = {}): Connection {
    const { name, mode, office, cloud, ike, esp, dns } = description;
    return {
      id, accountId: this.peer.sandbox.accountId, service: eventStreams.id, instance: { crn: '', guid: '', name: 'office', region: 'ca-mon' }, route: 'part', role: '',
      choices: {
        part: 'office-gateway', name: 'office-gw', address: '198.51.100.9', loginUser: 'root', key: { kind: 'existing', path: this.host.keyPath },
        connectionId: 'orders-pc-1a2b', description: { name, mode, office, cloud, ike, esp, dns }, ...more,
      },
      createdAt: '2026-01-01T00:00:00Z',
    };
  }

  /** Takes away what the parts of a test put there, and forgets them. */
  async undoParts(): Promise<void> {
    const setup = this.setup();
    await setup.load();
    for (const { id } of setup.connections()) {
      await setup.undo(id, never);
      await setup.forget(id);
    }
  }

  readonly #open: OpenServer = async (access, signal) => {
    const streams = new Set<ReturnType<RealGateway['connect']>>();
    const connect = (): ReturnType<typeof access.network.connect> => {
      const stream = this.host.connect();
      streams.add(stream);
      return Promise.resolve(stream);
    };
    const session = await openServer({ ...access, network: { ...access.network, connect } }, signal);
    return {
      resolve: (name, asked) => session.resolve(name, asked),
      connect: (host, port, asked) => session.connect(host, port, asked),
      close: () => session.close(),
      exec: (command, asked, options) => {
        this.commands.push({ line: command, input: options?.input });
        return this.fate(() => session.exec(command, asked, options), () => streams.forEach((stream) => stream.destroy()));
      },
    };
  };
}
