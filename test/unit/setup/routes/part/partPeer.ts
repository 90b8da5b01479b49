import assert from 'node:assert/strict';
import type { Connection } from '../../../../../src/model/connection';
import type { Reference } from '../../../../../src/model/landscape';
import type { RunView } from '../../../../../src/model/plan';
import { newConnection } from '../../../../../src/setup/newConnection';
import type { PartChoices, PartOf } from '../../../../../src/setup/routes/part/choices';
import { Peer, assertUnchanged, never, states } from '../../support';

type Chosen = Pick<Reference, 'id' | 'name'>;

/** A peer, with parts to make in its account. */
export class PartPeer {
  private constructor(readonly peer: Peer, readonly account: readonly string[], readonly resourceGroupId: string) {}

  static async start(): Promise<PartPeer> {
    const peer = await Peer.start();
    const [group] = await peer.cloud.resources.listResourceGroups(peer.sandbox.accountId, never);
    return new PartPeer(peer, await peer.account(), group?.id ?? '');
  }

  vpcNamed(name: string): Promise<Chosen> {
    return chosen(this.peer.cloud.vpc('ca-mon').listVpcs(never), name);
  }

  subnetNamed(name: string): Promise<Chosen> {
    return chosen(this.peer.cloud.vpc('ca-mon').listSubnets({}, never), name);
  }

  groupNamed(name: string): Promise<Chosen> {
    return chosen(this.peer.cloud.vpc('ca-mon').listSecurityGroups({}, never), name);
  }

  serverNamed(name: string): Promise<Chosen> {
    return chosen(this.peer.cloud.vpc('ca-mon').listVirtualServers({}, never), name);
  }

  keyNamed(name: string): Promise<Chosen> {
    return chosen(this.peer.cloud.vpc('ca-mon').listSshKeys(never), name);
  }

  keyPath(name: string): string {
    return `${this.peer.sandbox.environment.sshFolder}/${name}`;
  }

  /** In the account's VPC; with a subnet, a group and a key of its own where nothing else is said. */
  async serverChoices(more: Partial<PartOf<'virtual-server'>> = {}): Promise<PartOf<'virtual-server'>> {
    const { resourceGroupId } = this;
    const { choices: { server } } = await this.peer.connection('x-pc-1a2b');
    assert.ok(server.kind === 'new');
    const { profile, imageId, imageName } = server;
    return {
      part: 'virtual-server', name: 'box', vpc: await this.vpcNamed('payments-vpc'), zone: 'ca-mon-1', profile, imageId, imageName, resourceGroupId,
      subnet: { kind: 'new' }, key: { kind: 'new', path: this.keyPath('box-pc-1a2b') }, guard: { kind: 'new', sshFrom: '203.0.113.77/32' }, ...more,
    };
  }

  /** All that parts may make or change, one text a thing. */
  async everything(): Promise<readonly string[]> {
    const { regions, secretsManagers, policies, instances, customResolvers } = this.peer.sandbox.state;
    const active = [...instances.values()].filter(({ state }) => state === 'active').map(({ crn }) => crn);
    return [
      ...await this.peer.account(),
      ...[...regions.values()].flatMap(({ vpnServers, vpnRoutes, routingTables }) => [
        ...[...vpnServers.values()].map(({ id, securityGroups }) => `${id} ${securityGroups.join(' ')}`),
        ...vpnRoutes.keys(), ...[...routingTables.values()].map((table) => JSON.stringify(table)),
      ]),
      ...[...secretsManagers.values()].filter(({ id }) => active.some((crn) => crn.includes(id)))
        .flatMap(({ id, secrets, authorities, templates }) => [...secrets, ...authorities, ...templates].map(({ name }) => `${id} ${name}`)),
      ...[...customResolvers.values()].flatMap(({ id, enabled, locations, rules }) => [
        `${id} ${enabled}`, ...locations.map((location) => JSON.stringify(location)), ...rules.slice(1).map((rule) => JSON.stringify(rule)),
      ]),
      ...policies.keys(), ...active,
    ].sort();
  }

  /** Of what is made for no instance where none is named. */
  async part(id: string, choices: PartChoices, instanceName?: string): Promise<Connection<PartChoices>> {
    const instance = (await this.peer.cloud.resources.listInstances(never)).find(({ name }) => name === (instanceName ?? 'telemetry'));
    assert.ok(instance !== undefined);
    const made = newConnection(id, this.peer.sandbox.accountId, instance, { route: 'part', role: 'Writer', choices });
    return instanceName === undefined ? { ...made, instance: { crn: '', guid: '', name: choices.name, region: 'ca-mon' } } : made;
  }

  /** Planned and run to its end. */
  async made(connection: Connection): Promise<RunView> {
    const setup = this.peer.setup();
    await setup.plan(connection, never);
    const run = await setup.run(connection.id, never);
    assert.equal(run.state, 'done', `${states(run)} ${JSON.stringify(run.steps.find(({ failure }) => failure !== undefined)?.failure)}`);
    return run;
  }

  async undone(id: string): Promise<RunView> {
    const setup = this.peer.setup();
    await setup.load();
    const undone = await setup.undo(id, never);
    assert.equal(undone.state, 'undone', `${states(undone)} ${JSON.stringify(undone.steps.find(({ failure }) => failure !== undefined)?.failure)}`);
    return undone;
  }

  /** Planned, run, found whole by a second run, and undone to the account as before. */
  async wholeWay(connection: Connection<PartChoices>, title: string, writes: readonly string[]): Promise<RunView> {
    const { peer } = this;
    const setup = peer.setup();
    const plan = await setup.plan(connection, never);
    assert.deepEqual([plan.title, plan.state, plan.leadsNowhere], [title, 'plan', true], states(plan));
    peer.forgetExchanges();
    const run = await setup.run(connection.id, never);
    assert.equal(run.state, 'done', states(run));
    assert.deepEqual(peer.writes().map((write) => write.replace(/r058-[0-9a-f-]+/g, 'x')), writes);
    peer.forgetExchanges();
    assert.equal((await setup.run(connection.id, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);
    const undone = await setup.undo(connection.id, never);
    assert.equal(undone.state, 'undone', states(undone));
    await assertUnchanged(peer, this.account);
    return plan;
  }

  stop(): Promise<void> {
    return this.peer.stop();
  }
}

async function chosen(list: Promise<readonly Reference[]>, wanted: string): Promise<Chosen> {
  const there = (await list).find(({ name }) => name === wanted);
  assert.ok(there !== undefined, wanted);
  return { id: there.id, name: wanted };
}
