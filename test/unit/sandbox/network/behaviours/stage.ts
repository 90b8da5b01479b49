import assert from 'node:assert/strict';
import type { Network } from '../../../../../src/model/network';
import { emptyTruth, type DataPlane, type NetworkTruth } from '../../../../../src/sandbox/dataPlane';
import { assertMakeable, unchangeable } from '../makeable';
import { logIn, newKeyPair, type Credentials, type KeyPair, type SshClient } from '../sshClient';
import { floatingAddress, workingTruth } from '../truths';
import { OnServer } from './onServer';
import { assertSeen, connects, type Seen } from './seen';

/** A data plane with this machine's way into it. */
export interface PlaneUnderTest {
  readonly plane: DataPlane;
  readonly laptop: Network;
  /** How long to wait before no answer counts as silence: longer than an answer takes that comes. 300 ms when left out. */
  readonly silenceMs?: number | undefined;
}

export interface Login {
  /** Its floating IP, or its private address as seen from `through`. */
  readonly at?: string;
  readonly by?: Credentials;
  readonly user?: string;
  /** The server that leads to it, when it is not the internet. */
  readonly through?: OnServer;
}

/** Longer than any answer takes, however busy the machine is. */
const answerMs = 8000;
const defaultSilenceMs = 300;
/** One for all suites: a lab may outlive them, and a server of the same id has the keys that it was made with. */
const keys = newKeyPair();

/** One data plane for all tests of a suite, and what a test sees of it. */
export class Stage {
  readonly keys: KeyPair = keys;
  /** What every test begins with. */
  readonly truth: NetworkTruth = workingTruth([keys.publicKey]);
  /** By id, whatever was there at any time: ids are not used twice. */
  readonly #made = new Map<string, unknown>();
  #under: PlaneUnderTest | undefined;
  readonly #sessions: SshClient[] = [];

  open(under: PlaneUnderTest): void {
    this.#under = under;
  }

  async close(): Promise<void> {
    await this.#under?.plane.apply(emptyTruth);
    await this.#under?.plane.stop();
  }

  /** Ends what a test opened. */
  clear(): void {
    // The last first: a session may run through another one.
    this.#sessions.splice(0).reverse().forEach((session) => session.end());
  }

  get laptop(): Network {
    return this.#there.laptop;
  }

  async become(truth: NetworkTruth): Promise<void> {
    assertMakeable(truth);
    for (const [id, facts] of unchangeable(truth)) {
      assert.deepEqual(facts, this.#made.get(id) ?? facts, `${id} cannot become another one`);
      this.#made.set(id, facts);
    }
    await this.#there.plane.apply(truth);
  }

  /** Asserts that connections from the laptop to all of these places, each `host:port`, are seen so. */
  async sees(seen: Seen, ...places: readonly string[]): Promise<void> {
    await assertSeen(seen, places, (host, port) => connects(this.laptop, host, port, this.patience(seen)));
  }

  /** Signs in to a server: to the one of `workingTruth` that has a floating IP, with the user's key, unless told otherwise. */
  async logIn({ at = floatingAddress, by = this.keys, user = 'ubuntu', through }: Login = {}): Promise<OnServer> {
    const session = await logIn(through?.asNetwork() ?? this.laptop, at, by, user);
    this.#sessions.push(session);
    return new OnServer(session, (seen) => this.patience(seen));
  }

  /** An answer is waited for as long as it takes; silence is taken for such after a moment. */
  patience(seen: Seen): number {
    return seen === 'silence' ? this.#there.silenceMs ?? defaultSilenceMs : answerMs;
  }

  get #there(): PlaneUnderTest {
    assert.ok(this.#under, 'there is no data plane');
    return this.#under;
  }
}
