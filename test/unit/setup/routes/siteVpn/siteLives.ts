import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { Mortal } from '../../mortal';
import { Peer, never, states } from '../../support';
import { assertAsBefore, siteConnection, wholeAccount } from './sitePeer';

const id = 'orders-pc-1a2b';

/** One connection of the route that lives many lives on one account: run in one process and gone on with or undone in another. */
export class SiteLives {
  private constructor(readonly peer: Peer, private readonly connection: Connection<SiteVpnChoices>, private readonly before: readonly string[]) {}

  /** In a VPC of the seed, where one is named. */
  static async start(choices: Partial<SiteVpnChoices>, inVpc?: string): Promise<SiteLives> {
    const peer = await Peer.start();
    const vpc = (await peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === inVpc);
    const more: Partial<SiteVpnChoices> = { ...choices, ...vpc === undefined ? {} : { vpc: { kind: 'existing', id: vpc.id, name: vpc.name } } };
    return new SiteLives(peer, await siteConnection(peer, id, more), await wholeAccount(peer));
  }

  stop(): Promise<void> {
    return this.peer.stop();
  }

  /** A run of a process that dies before its n-th line. True where it was done by then. */
  async diesAt(line: number): Promise<boolean> {
    await this.peer.setup().save(this.connection);
    return await this.dies(line, 'run');
  }

  /** The same of an undo, whose run came to its end. */
  async undoDiesAt(line: number): Promise<boolean> {
    return await this.dies(line, 'undo');
  }

  /** Goes on in another process to the end; what the account has then that it had not before, without what differs from life to life. */
  async made(where = 'undisturbed'): Promise<readonly string[]> {
    await this.peer.setup().save(this.connection);
    const setup = this.peer.setup();
    await setup.load();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', `${where}: ${states(view)} ${JSON.stringify(view.steps.flatMap(({ failure }) => failure ?? []))}`);
    return this.things();
  }

  /** Undone in another process to the account and the vault as they were. */
  async undone(where = 'undisturbed'): Promise<void> {
    const setup = this.peer.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${where}: ${states(view)} ${JSON.stringify(view.steps.flatMap(({ failure }) => failure ?? []))}`);
    await assertAsBefore(this.peer, this.before, where);
    await setup.forget(id);
    assert.deepEqual([...this.peer.vault.secrets.keys()], [], where);
  }

  /** What there is of every table, by name and by number. */
  private things(): readonly string[] {
    const { regions, instances, customResolvers, serviceKeys } = this.peer.sandbox.state;
    const region = regions.get('ca-mon');
    assert.ok(region !== undefined);
    // A VPC's default group is named by chance, and a route's name has the id of its table.
    const rules = [...region.securityGroups.values()].map((group) => ({ name: `${group.name.startsWith(id) ? group.name : 'other'} ${group.rules.length}` }));
    const tables: Readonly<Record<string, readonly { readonly name?: string | undefined }[]>> = {
      ...Object.fromEntries(Object.entries(region).flatMap(([table, rows]) => rows instanceof Map ? [[table, [...rows.values()] as { name?: string }[]]] : [])),
      rules, instances: [...instances.values()].filter(({ state }) => state === 'active'), keys: [...serviceKeys.values()], resolvers: [...customResolvers.values()],
    };
    return Object.entries(tables).flatMap(([table, rows]) => [
      `${table} ${rows.length}`, ...rows.map(({ name = '' }) => `${table} ${name}`).filter((name) => table === 'rules' || (name.includes(id) && table !== 'vpcRoutes')),
    ]).sort();
  }

  private async dies(line: number, what: 'run' | 'undo'): Promise<boolean> {
    const clock = new Mortal(line);
    const setup = this.peer.setup({ clock });
    await setup.load();
    return await setup[what](id, clock.signal).then(({ state }) => state === (what === 'run' ? 'done' : 'undone'), () => false);
  }
}
