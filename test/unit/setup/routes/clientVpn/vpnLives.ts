import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from '../../../../../src/model/connection';
import type { RunView } from '../../../../../src/model/plan';
import type { Fault } from '../../../../../src/sandbox/http/faults';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { until } from '../../../cloud/sandboxCloud';
import { Mortal } from '../../mortal';
import { Peer, never, states } from '../../support';
import { madeBy, vpnConnection, wholeAccount } from './vpnPeer';

export const id = 'orders-pc-1a2b';

interface Way {
  readonly more: Partial<ClientVpnChoices>;
  /** What of it is there already, and whose it is. */
  readonly there?: (peer: Peer) => Promise<Partial<ClientVpnChoices>>;
}

/** The ways that a server comes to its certificates, each in a new or an existing Secrets Manager; and a server that has them. */
export const ways: Readonly<Record<string, Way>> = {
  'certificates made here, in a new Secrets Manager': { more: {} },
  'private certificates, in a Secrets Manager that is there': { more: { certificates: { kind: 'private', person: 'anna' } }, there: sharedSecrets },
  'passcodes alone, two subnets, in a Secrets Manager that is there': {
    more: { authentication: ['username'], places: ['ca-mon-1', 'ca-mon-2'].map((zone) => ({ zone, subnet: { kind: 'new' as const } })) }, there: sharedSecrets,
  },
  'private certificates, in a Trial': {
    more: { certificates: { kind: 'private', person: 'anna' }, secretsManager: { kind: 'new', name: `${id}-secrets`, plan: 'trial' } },
  },
  'a VPN server that is there': { more: { extraRoutes: [{ destination: '10.77.0.0/16', action: 'translate' }] }, there: theirServer },
};

/** A row of the sandbox, by what it is called: policies have a description alone. */
interface Named {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** One connection of the route that lives many lives on one account: run in one process and gone on with or undone in another. */
export class VpnLives {
  private constructor(
    readonly peer: Peer, private readonly connection: Connection<ClientVpnChoices>,
    private readonly before: readonly string[], private readonly kept: ReadonlySet<string>,
  ) {}

  static async start({ more, there }: Way): Promise<VpnLives> {
    const peer = await Peer.start();
    const connection = await vpnConnection(peer, id, { ...more, ...await there?.(peer) });
    return new VpnLives(peer, connection, await wholeAccount(peer), new Set(peer.vault.secrets.keys()));
  }

  stop(): Promise<void> {
    return this.peer.stop();
  }

  /** A run of a process that dies before its n-th line. True where it was done by then. */
  async diesAt(line: number): Promise<boolean> {
    await this.save();
    return await this.dies(line, 'run');
  }

  /** The same of an undo, whose run came to its end. */
  async undoDiesAt(line: number): Promise<boolean> {
    return await this.dies(line, 'undo');
  }

  /** A run that meets a fault, and is cancelled once the cloud has had `nth` calls like that; without a number it goes on by itself. */
  async meets(fault: Fault, nth?: number): Promise<RunView | undefined> {
    await this.save();
    const { faults } = this.peer.sandbox;
    const setup = this.peer.setup();
    await setup.load();
    const cancel = new AbortController();
    faults.add(fault);
    const run = { over: false };
    const running = setup.run(id, cancel.signal).catch(() => undefined).finally(() => { run.over = true; });
    while (nth !== undefined && !run.over && (faults.list()[0]?.seen ?? 0) < nth) await turn();
    if (nth !== undefined) cancel.abort();
    const view = await running;
    faults.clear();
    return view;
  }

  /** Goes on in another process to the end. */
  async made(where = 'undisturbed'): Promise<readonly string[]> {
    await this.save();
    const setup = this.peer.setup();
    await setup.load();
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', `${where}: ${wrongIn(view)}`);
    return this.things();
  }

  /** Undone in another process to the account and the vault as they were. */
  async undone(where = 'undisturbed'): Promise<void> {
    const setup = this.peer.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', `${where}: ${wrongIn(view)}`);
    const now = await wholeAccount(this.peer);
    assert.deepEqual({
      gone: this.before.filter((text) => !now.includes(text)), left: now.filter((text) => !this.before.includes(text)),
      kept: [...this.peer.vault.secrets.keys()].filter((key) => !this.kept.has(key)),
    }, { gone: [], left: [], kept: [] }, where);
    await setup.forget(id);
  }

  /** What there is of the connection's names, each as often as it is there, and how many things there are of every table. */
  things(): readonly string[] {
    const { regions, secretsManagers, policies, instances, serviceKeys } = this.peer.sandbox.state;
    const region = regions.get('ca-mon');
    assert.ok(region !== undefined);
    const active = [...instances.values()].filter(({ state }) => state === 'active');
    const held = [...secretsManagers.values()].filter((each) => active.some((instance) => instance.id === each.id));
    const tables: Readonly<Record<string, readonly Named[]>> = {
      ...Object.fromEntries(Object.entries(region).flatMap(([table, rows]) => rows instanceof Map ? [[table, [...rows.values()] as Named[]]] : [])),
      policies: [...policies.values()], instances: active, keys: [...serviceKeys.values()],
      secrets: held.flatMap(({ secrets }) => secrets), authorities: held.flatMap(({ authorities }) => authorities), templates: held.flatMap(({ templates }) => templates),
    };
    return Object.entries(tables).flatMap(([table, rows]) => {
      const names = rows.map(({ name, description }) => name ?? description ?? '');
      return [`${table} ${rows.length}`, ...names.filter((name) => name.startsWith(id)).map((name) => `${table} ${name}`)];
    }).sort();
  }

  private async save(): Promise<void> {
    await this.peer.setup().save(this.connection);
  }

  private async dies(line: number, what: 'run' | 'undo'): Promise<boolean> {
    const clock = new Mortal(line);
    const setup = this.peer.setup({ clock });
    await setup.load();
    return await setup[what](id, clock.signal).then(({ state }) => state === (what === 'run' ? 'done' : 'undone'), () => false);
  }
}

async function sharedSecrets({ cloud: { resources, secretsManagers }, sandbox }: Peer): Promise<Partial<ClientVpnChoices>> {
  const [group] = await resources.listResourceGroups(sandbox.accountId, never);
  const { crn, name } = await secretsManagers.create({ name: 'shared-secrets', region: 'ca-mon', resourceGroupId: group?.id ?? '', plan: 'standard' }, never);
  await until(async () => secretsManagers.open(await secretsManagers.get(crn, never)).answers(never));
  return { secretsManager: { kind: 'existing', crn, name } };
}

async function theirServer(peer: Peer): Promise<Partial<ClientVpnChoices>> {
  const theirs = await vpnConnection(peer, 'theirs-pc-0001');
  const setup = peer.setup();
  await madeBy(setup, theirs);
  const [server] = await peer.cloud.vpc('ca-mon').listVpnServers({}, never);
  assert.ok(server !== undefined);
  return {
    vpc: { kind: 'existing', ...server.vpc }, server: { kind: 'existing', id: server.id, name: server.name }, certificates: undefined, secretsManager: undefined,
  };
}

function wrongIn(view: RunView): string {
  return `${states(view)} ${view.steps.flatMap(({ failure }) => failure === undefined ? [] : [`${failure.what}: ${failure.why}`]).join(' ')}`;
}
