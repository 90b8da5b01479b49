import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import { Secret } from '../../../../src/model/secret';
import { saveProfile } from '../../../../src/openvpn/saveProfile';
import type { ProfileOptions } from '../../../../src/setup/vpnProfile';
import type { Product } from '../../product';
import { Dial } from './dial';
import { giveRole } from './role';

export interface Dialling extends ProfileOptions {
  /** A new one where it is left out; typed only where one is asked for. */
  readonly passcode?: string;
  /** What a person would type beside the profile's path. */
  readonly more?: readonly string[];
  /** As somebody has changed the file. */
  readonly edit?: (profile: string) => string;
  /** Started elsewhere: the product knows no log of it. */
  readonly unseen?: true;
}

/** A person at the laptop, who dials with the profile that the product saves for them; one tunnel at a time. */
export class Person {
  #dial: Dial | undefined;
  #saved = 0;

  private constructor(private readonly product: Product, private readonly folder: string, private readonly id: string) {}

  static async of(product: Product, { id }: Connection): Promise<Person> {
    giveRole(product.sandbox);
    return new Person(product, await mkdtemp(join(tmpdir(), 'pc-vpn-person-')), id);
  }

  /** Saves the profile and dials; whether the tunnel comes up is another question. */
  async dial({ passcode, more = [], edit = (text) => text, unseen, ...options }: Dialling, signal: AbortSignal): Promise<Dial> {
    await this.hangUp();
    const { profile, signsIn } = await this.product.setup.vpnProfile(this.id, options, signal);
    const path = join(this.folder, `orders-${this.#saved += 1}.ovpn`);
    await saveProfile(path, new Secret(edit(profile.reveal())), () => Promise.resolve());
    if (signsIn) await this.type(passcode);
    const words = [...signsIn ? ['--auth-user-pass', this.#typed] : [], ...more];
    const log = this.product.setup.way(this.id).vpn?.files.log ?? '';
    await rm(log, { force: true });
    this.#dial = new Dial(path, words, unseen === true ? undefined : log);
    return this.#dial;
  }

  /** Saves the profile and connects. */
  async connect(dialling: Dialling, signal: AbortSignal): Promise<Dial> {
    const dial = await this.dial(dialling, signal);
    await dial.up();
    return dial;
  }

  /** As it should be, before anything goes wrong. */
  async connectIfNot(signal: AbortSignal): Promise<void> {
    if (this.#dial === undefined || this.#dial.hasEnded) await this.connect({}, signal);
  }

  /** What openvpn is told where it asks for user and passcode: at each connection. */
  async type(passcode = this.product.sandbox.newPasscode()): Promise<void> {
    await writeFile(this.#typed, `${this.product.sandbox.state.account.email}\n${passcode}\n`, { mode: 0o600 });
  }

  async hangUp(): Promise<void> {
    await this.#dial?.stop();
    this.#dial = undefined;
  }

  async leave(): Promise<void> {
    await this.hangUp();
    await rm(this.folder, { recursive: true, force: true });
  }

  get #typed(): string {
    return join(this.folder, 'typed');
  }
}
