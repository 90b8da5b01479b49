import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerAccess } from '../../../../src/model/serverAccess';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import type { ServerSession } from '../../../../src/diagnose/vantage/serverSession';
import { openServer, type SignInHelp } from '../../../../src/diagnose/vantage/ssh';
import { portOf } from '../../kafka/support/kafkaPeer';
import { makeKey, startSshPeer, type SshPeer, type SshPeerOptions } from './sshPeer';

export const never = new AbortController().signal;

/** Servers to sign in to, each ended after its test, and a folder with the key that they take. */
export class SshBench {
  readonly hostKey = makeKey();
  readonly userKey = makeKey();
  folder = '';
  readonly #ends: (() => unknown)[] = [];

  /** Takes care of itself around the tests of a suite. */
  constructor() {
    before(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'pc-ssh-'));
      await writeFile(join(this.folder, 'key'), this.userKey.privateKey, { mode: 0o600 });
    });
    afterEach(async () => {
      for (const end of this.#ends.splice(0).reverse()) {
        await end();
      }
      await rm(this.knownHosts, { force: true });
    });
    after(() => rm(this.folder, { recursive: true }));
  }

  get knownHosts(): string {
    return join(this.folder, 'hosts');
  }

  async peer(options: Partial<SshPeerOptions> = {}): Promise<SshPeer> {
    const started = await startSshPeer({
      hostKey: this.hostKey.privateKey, publicKey: this.userKey.publicKey, names: { 'kafka-0.private.test': ['10.249.1.4', '10.249.65.4'] }, ...options,
    });
    this.#ends.push(() => started.stop());
    return started;
  }

  /** Something else that listens; what comes in is not read unless `answer` does. */
  async listener(answer: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#ends.push(() => new Promise<void>((resolve) => {
      sockets.forEach((socket) => socket.destroy());
      server.close(() => resolve());
    }));
    return portOf(server);
  }

  access(port: number, more: Partial<ServerAccess> = {}): ServerAccess {
    return {
      network: systemNetwork(), host: '127.0.0.1', port, username: 'ubuntu', name: 'build-box', timeoutMs: 3000,
      privateKeyPath: join(this.folder, 'key'), knownHostsPath: this.knownHosts, ...more,
    };
  }

  async signIn(port: number, more: Partial<ServerAccess> = {}, help?: SignInHelp): Promise<ServerSession> {
    const session = await openServer(this.access(port, more), never, help);
    this.#ends.push(() => session.close());
    return session;
  }
}
