import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import type { Secret } from '../../../../src/model/secret';
import type { VpnServer } from '../../../../src/model/vpnServer';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import type { Setup } from '../../../../src/setup/setup';
import { letColleagueIn } from '../../../../src/setup/vpnPeople/colleague';
import type { VpnDesk } from '../../../../src/setup/vpnPeople/desk';
import { everybody, type KnownPerson } from '../../../../src/setup/vpnPeople/everybody';
import type { VpnPerson } from '../../../../src/setup/vpnPeople/people';
import { revocable, revoke, type Revocation } from '../../../../src/setup/vpnPeople/revoke';
import { madeBy, vpnConnection } from '../routes/clientVpn/vpnPeer';
import { never, type Peer } from '../support';

/** A VPN that stands on the sandbox, and the profiles that its people were given. */
export class StandingVpn {
  readonly profiles: string[] = [];

  private constructor(readonly peer: Peer, readonly setup: Setup, readonly connection: Connection) {}

  static async make(peer: Peer, id: string, more: Partial<ClientVpnChoices> = {}): Promise<StandingVpn> {
    const vpn = new StandingVpn(peer, peer.setup(), await vpnConnection(peer, id, more));
    await madeBy(vpn.setup, vpn.connection);
    return vpn;
  }

  get id(): string {
    return this.connection.id;
  }

  at<T>(work: (desk: VpnDesk) => Promise<T>, signal = never): Promise<T> {
    return this.setup.atVpn(this.id, signal, work);
  }

  letIn(name: string, more: Partial<Parameters<typeof letColleagueIn>[1]> = {}): Promise<VpnPerson> {
    const save = (profile: Secret): Promise<void> => Promise.resolve(void this.profiles.push(profile.reveal()));
    return this.at((desk) => letColleagueIn(desk, { name, save, ...more }));
  }

  people(): Promise<readonly KnownPerson[]> {
    return this.at(everybody);
  }

  async names(): Promise<readonly string[]> {
    return (await this.people()).map(({ name, revokedAt }) => revokedAt === undefined ? name : `${name} (revoked)`);
  }

  async person(name: string): Promise<KnownPerson> {
    const person = (await this.people()).find((each) => each.name === name);
    assert.ok(person !== undefined, `nobody is known as ${name}`);
    return person;
  }

  async revoke(name: string, list?: string): Promise<Revocation> {
    const person = await this.person(name);
    return await this.at(async (desk) => {
      await revocable(desk);
      return await revoke(desk, person, list);
    });
  }

  async server(): Promise<VpnServer> {
    const { server, region = '' } = this.setup.way(this.id).vpn ?? {};
    return await this.peer.cloud.vpc(region).getVpnServer(server?.id ?? '', never);
  }

  /** PEM, as the server has it. */
  async list(): Promise<string | undefined> {
    const method = (await this.server()).authentication.find((each) => each.method === 'certificate');
    return method?.method === 'certificate' ? method.revocationList : undefined;
  }

  async remove(): Promise<void> {
    const undone = await this.setup.undo(this.id, never);
    assert.deepEqual([undone.state, this.setup.undoList(this.id)], ['undone', []]);
    await this.setup.forget(this.id);
  }
}

/** What stands in a profile between `<name>` and `</name>`. */
export function partOf(profile: string | undefined, name: string): string {
  return new RegExp(`<${name}>\\n([^]*?)</${name}>`).exec(profile ?? '')?.[1] ?? '';
}
