import assert from 'node:assert/strict';
import type { Network } from '../../../../../src/model/network';
import { ask, query, type NameAnswer } from '../dnsClient';
import type { SshClient } from '../sshClient';
import { assertSeen, forwards, type Seen } from './seen';

/** Signed in to a server: what is seen of the network from there. */
export class OnServer {
  readonly session: SshClient;
  readonly #patience: (seen: Seen) => number;

  constructor(session: SshClient, patience: (seen: Seen) => number) {
    this.session = session;
    this.#patience = patience;
  }

  /** Asserts that connections from here to all of these places, each `host:port`, are seen so. */
  async sees(seen: Seen, ...places: readonly string[]): Promise<void> {
    await assertSeen(seen, places, (host, port) => forwards(this.session, host, port, this.#patience(seen)));
    // Or else it could be the session itself that is silent.
    await this.isThere();
  }

  /** Asserts that the session works. */
  async isThere(): Promise<void> {
    assert.equal((await this.session.exec('true')).code, 0);
  }

  /** Addresses of a name as the system's own look-up gives them, in no order of their own; none when there is no such name. */
  async addressesOf(name: string): Promise<string[]> {
    const { code, stdout } = await this.session.exec(`getent ahostsv4 ${name}`);
    assert.ok(code === 0 || code === 2, `getent ended with ${code}`);
    assert.equal(code === 2, stdout === '', stdout);
    return [...new Set([...stdout.matchAll(/^(\S+) +STREAM/gm)].flatMap(([, address]) => address ?? []))].sort();
  }

  /** What a resolver answers over TCP. */
  async asks(resolver: string, name: string, type?: number): Promise<Omit<NameAnswer, 'id'>> {
    const channel = await this.session.forward(resolver, 53, this.#patience('open'));
    assert.ok(channel, `${resolver} is silent`);
    const { code, addresses } = await ask(channel, query(name, type));
    channel.destroy();
    return { code, addresses: [...addresses].sort() };
  }

  /** Connections by way of this server, for who is no further than that. */
  asNetwork(): Pick<Network, 'connect'> {
    return {
      connect: async (host, port) => {
        const channel = await this.session.forward(host, port, this.#patience('open'));
        assert.ok(channel, `${host}:${port} is silent`);
        return channel;
      },
    };
  }
}
