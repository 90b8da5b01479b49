import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameSetup } from '../../../../src/machine/nameSetup';
import type { Connection } from '../../../../src/model/connection';
import { completeProfile } from '../../../../src/openvpn/completeProfile';
import { resolverLines, withResolverLines } from '../../../../src/openvpn/resolverLines';
import { saveProfile } from '../../../../src/openvpn/saveProfile';
import { Secret } from '../../../../src/model/secret';
import { laptopAddress } from '../../../../src/sandbox/chosenPlane';
import { newConnection, newConnectionId } from '../../../../src/setup/newConnection';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import { identitiesOf } from '../../../../src/setup/vpnIdentities';
import { vpnChoices } from '../../../unit/setup/routes/clientVpn/choices';
import type { Product } from '../../product';
import { Dial } from './dial';

export type VpnWish = Partial<ClientVpnChoices>;

/** A connection by a client VPN, from nothing. */
export async function vpnConnection(
  product: Product, name: string, wish: VpnWish, signal: AbortSignal,
): Promise<Connection<ClientVpnChoices>> {
  const instance = await product.instance(name, signal);
  const [group] = await product.cloud.resources.listResourceGroups(product.sandbox.accountId, signal);
  const id = newConnectionId(name);
  return newConnection(id, product.sandbox.accountId, instance, { route: 'client-vpn', role: 'Manager', choices: vpnChoices({
    vpc: { kind: 'new', name: `${id}-vpc` }, server: { kind: 'new', name: `${id}-vpn` },
    secretsManager: { kind: 'new', name: `${id}-secrets`, plan: 'standard' },
    allowedFrom: [`${laptopAddress}/32`], resourceGroupId: group?.id ?? '', ...wish,
  }) });
}

/** A person at the laptop, with the profile that the product saved for them. */
export class Person {
  private constructor(
    private readonly product: Product, private readonly folder: string, readonly profile: string, private readonly signsIn: boolean,
  ) {}

  static async of(
    product: Product, { id, instance: { region }, choices }: Connection<ClientVpnChoices>, domains: readonly string[], signal: AbortSignal,
  ): Promise<Person> {
    const server = product.setup.way(id).vpn?.server;
    const given = await product.cloud.vpc(region).readClientConfiguration(server?.id ?? '', signal);
    const client = (await identitiesOf(product.secrets, id))?.client;
    const identity = client === undefined ? {} : {
      identity: { kind: 'inside' as const, certificate: `${client.certificate}\n${client.above}`, key: client.key },
    };
    const signsIn = choices.authentication.includes('username');
    const lines = resolverLines(await nameSetup(), domains);
    const folder = await mkdtemp(join(tmpdir(), 'pc-vpn-person-'));
    const path = join(folder, 'orders.ovpn');
    await saveProfile(path, new Secret(withResolverLines(completeProfile(given, { ...identity, signsIn }).reveal(), lines)), () => Promise.resolve());
    return new Person(product, folder, path, signsIn);
  }

  /** Dials; with a passcode of their own where one is asked for. */
  async dial(passcode = this.product.sandbox.newPasscode()): Promise<Dial> {
    if (!this.signsIn) return new Dial(this.profile);
    const typed = join(this.folder, 'typed');
    await writeFile(typed, `${this.product.sandbox.state.account.email}\n${passcode}\n`, { mode: 0o600 });
    return new Dial(this.profile, ['--auth-user-pass', typed]);
  }

  async leave(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
