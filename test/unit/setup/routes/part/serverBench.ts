import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { openServer } from '../../../../../src/diagnose/vantage/ssh';
import type { CommandResult } from '../../../../../src/model/vantage';
import type { Connection } from '../../../../../src/model/connection';
import type { ServerChoice } from '../../../../../src/setup/server/access';
import type { Setup } from '../../../../../src/setup/setup';
import { pacedClock } from '../../../../../src/setup/engine/clock';
import type { Clock, OpenServer } from '../../../../../src/setup/dependencies';
import { eventStreams } from '../../../../../src/services/eventStreams/service';
import { Peer, never, states } from '../../support';

/** What a command says in a test; undefined lets the server itself say it. */
export type Answer = (command: string) => CommandResult | Error | undefined;

/** What comes of a command that is sent: `run` runs it on the server, and `cut` breaks the connection under it off. */
export type Fate = (run: () => Promise<CommandResult>, cut: () => void) => Promise<CommandResult>;

/** A sandbox with its network, in which a connection has made a server. */
export class ServerBench {
  /** Of each command that `answer` leaves to the server. */
  fate: Fate = (run) => run();
  /** Says what a command does in place of the server, as long as it is set. */
  answer: Answer = () => undefined;
  readonly commands: string[] = [];
  /** How long a sign-in waits for an answer; as the product does where it is left out. */
  patienceMs: number | undefined;

  private constructor(readonly peer: Peer, readonly choice: ServerChoice) {}

  static async start(): Promise<ServerBench> {
    const peer = await Peer.withNetwork();
    const connection = await peer.connection('telemetry-pc-1a2b');
    const setup = peer.setup({ openServer, clock: pacedClock(0.02) });
    await setup.plan(connection, never);
    const view = await setup.run(connection.id, never);
    assert.equal(view.state, 'done', states(view));
    const vpc = peer.cloud.vpc('ca-mon');
    const server = (await vpc.listVirtualServers({}, never)).find(({ name }) => name === connection.choices.server.name);
    const floating = (await vpc.listFloatingIps(never)).find(({ targetId }) => targetId === server?.primaryInterface?.id);
    assert.ok(server !== undefined && floating !== undefined);
    return new ServerBench(peer, {
      server: { id: server.id, name: server.name }, address: floating.address, loginUser: 'ubuntu', key: { kind: 'existing', path: connection.choices.key.path },
    });
  }

  /** As another window would have one. */
  setup(clock: Clock = pacedClock(0.003)): Setup {
    return this.peer.setup({ openServer: this.#open, clock });
  }

  /** Takes away what the parts of a test made, and forgets them. */
  async undoParts(): Promise<void> {
    const setup = this.setup();
    await setup.load();
    for (const { id } of setup.connections().filter(({ route }) => route === 'part')) {
      await setup.undo(id, never);
      await setup.forget(id);
    }
  }

  part(id: string, choices: object): Connection {
    const { choice: { server } } = this;
    return {
      id, accountId: this.peer.sandbox.accountId, service: eventStreams.id, instance: { crn: '', guid: '', name: server.name, region: 'ca-mon' }, route: 'part',
      role: '', choices: { name: server.name, ...this.choice, ...choices }, createdAt: '2026-01-01T00:00:00Z',
    };
  }

  tools(id = 't-pc-1a2b', tools = eventStreams.clientTools): Connection {
    return this.part(id, { part: 'client-tools', tools });
  }

  /** What the server itself says. */
  async ask(command: string): Promise<string> {
    return await this.signedIn((ask) => ask(command));
  }

  /** For several questions in a row. */
  async signedIn<T>(work: (ask: (command: string) => Promise<string>) => Promise<T>): Promise<T> {
    const { key, server, address, loginUser } = this.choice;
    const { environment } = this.peer.sandbox;
    const session = await openServer({
      network: environment.network, host: address, port: 22, username: loginUser, name: server.name, privateKeyPath: key.path, knownHostsPath: `${environment.sshFolder}/known`,
    }, never);
    const answer = await work(async (command) => (await session.exec(command, never)).stdout);
    session.close();
    return answer;
  }

  /** The packages of the server, and its files with their modes and contents, a line each: the sources of its packages too. */
  state(): Promise<readonly string[]> {
    return this.signedIn(async (ask) => {
      const files = (await ask("find /home/ubuntu /tmp /etc -type f -printf '%m %p\\n'")).trim().split('\n');
      const paths = files.map((line) => line.slice(line.indexOf(' ') + 1));
      const texts = [await ask("dpkg-query -W -f 'x'"), ...files, await ask(`sha256sum -- ${paths.join(' ')}`)];
      return texts.join('\n').split('\n').filter((line) => line !== '').sort();
    });
  }

  readonly #open: OpenServer = async (access, signal) => {
    const streams: Duplex[] = [];
    const connect: typeof access.network.connect = async (...where) => {
      const stream = await access.network.connect(...where);
      streams.push(stream);
      return stream;
    };
    const session = await openServer({ ...access, timeoutMs: this.patienceMs, network: { ...access.network, connect } }, signal);
    return {
      resolve: (name, asked) => session.resolve(name, asked),
      connect: (host, port, asked) => session.connect(host, port, asked),
      close: () => session.close(),
      exec: (command, asked, options) => {
        this.commands.push(command);
        const said = this.answer(command);
        return said === undefined
          ? this.fate(() => session.exec(command, asked, options), () => streams.forEach((stream) => stream.destroy()))
          : said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
      },
    };
  };
}
