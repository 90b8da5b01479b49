import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChecks } from '../../../src/diagnose/ladder';
import type { CheckResult } from '../../../src/model/check';
import type { Connection } from '../../../src/model/connection';
import type { VirtualServer, Vpc } from '../../../src/model/landscape';
import type { StepView } from '../../../src/model/plan';
import { laptopAddress } from '../../../src/sandbox/chosenPlane';
import type { PartOf } from '../../../src/setup/routes/part/choices';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { thisLab } from '../client';
import { run } from '../machine/run';
import { chosen, HandMade } from './handMade';
import type { Person } from '../product';

const { signal } = new AbortController();
const zone = 'ca-mon-1';
const ssh = 22;

export const [bastionName, targetName] = ['bastion', 'inner'];

/** A server that has a private address alone, behind one that this machine reaches; each is opened by a key of its own, the first by both. */
export class BehindBastion {
  private constructor(
    readonly hand: HandMade, readonly folder: string, readonly vpc: Vpc, readonly target: VirtualServer, readonly bastion: VirtualServer,
    /** Of the bastion. */
    readonly floating: string,
  ) {}

  /** Made by the commands for parts; `folder` is the person's own, and goes with it. */
  static async start(folder: string, person: Person): Promise<BehindBastion> {
    const hand = await HandMade.start(person);
    const { resourceGroupId } = hand;
    await hand.make('vpc', { part: 'vpc', name: 'ways', resourceGroupId });
    const vpc = await hand.vpc('ways');
    await hand.make('subnet', { part: 'subnet', name: 'ways-1', vpc: chosen(vpc), zone, resourceGroupId });
    const server = async (name: string, guard: PartOf<'virtual-server'>['guard']): Promise<VirtualServer> => {
      await hand.make(`key-${name}`, { part: 'ssh-key', name: `key-${name}`, resourceGroupId, key: { kind: 'new', path: join(folder, name) } });
      await hand.make(name, {
        ...await hand.machine(), part: 'virtual-server', name, vpc: chosen(vpc), zone, subnet: { kind: 'existing', ...chosen(await hand.subnet('ways-1')) },
        key: { kind: 'account', ...chosen(await hand.key(`key-${name}`)) }, guard,
      });
      return await hand.server(name);
    };
    const bastion = await server(bastionName, { kind: 'new', sshFrom: `${laptopAddress}/32` });
    const target = await server(targetName, { kind: 'new' });
    const [group, from] = [chosen(await hand.group(targetName, 'server')), chosen(await hand.group(bastionName, 'server'))];
    await hand.make('inner-ssh', { part: 'rule', name: group.name, group, from: { kind: 'security-group', ...from }, port: ssh });
    await hand.make('ip', { part: 'floating-ip', name: 'ways-ip', server: chosen(bastion), resourceGroupId });
    const made = new BehindBastion(hand, folder, vpc, target, bastion, await hand.floatingAddress('ways-ip'));
    await made.letIn(bastion, await run(['ssh-keygen', '-y', '-f', made.keyOf(targetName)]));
    return made;
  }

  async stop(): Promise<void> {
    await this.hand.stop();
  }

  /** Of the server behind it. */
  get address(): string {
    return this.target.primaryInterface?.address ?? '';
  }

  get sshFolder(): string {
    return this.hand.product.sandbox.environment.sshFolder;
  }

  /** The private key's file that a server was made with. */
  keyOf(server: string): string {
    return join(this.folder, server);
  }

  /** As an administrator of the server does it. */
  async letIn({ id }: VirtualServer, publicKey: string): Promise<void> {
    const { code, error } = await thisLab().run(`server/${id}`, ['sh', '-c', 'cat >>/home/ubuntu/.ssh/authorized_keys'], { input: publicKey });
    assert.equal(code, 0, error);
  }

  /** What the person's SSH configuration says. */
  async configure(...lines: readonly string[]): Promise<void> {
    await writeFile(join(this.sshFolder, 'config'), `${lines.join('\n')}\n`, { mode: 0o600 });
  }

  /** A connection through the server that has a private address alone. */
  async way(address: VsiChoices['address'], key: VsiChoices['key'] = { kind: 'existing', path: this.keyOf(targetName) }): Promise<Connection<VsiChoices>> {
    const proposed = await this.hand.connectionThrough(this.vpc, this.target, this.keyOf(targetName));
    return { ...proposed, choices: { ...proposed.choices, sshFrom: undefined, address, key } };
  }

  /** The report of all checks from the server. */
  async checked(connection: Connection): Promise<readonly CheckResult[]> {
    const { results, meant } = await runChecks(await this.hand.product.checkRequest(connection, signal), () => undefined, signal);
    return results.filter(({ vantage }) => vantage === meant);
  }

  /** Planned and run as far as it comes: the step that failed. */
  async fails(connection: Connection): Promise<StepView | undefined> {
    const { setup } = this.hand.product;
    await setup.plan(connection, signal);
    const { state, steps } = await setup.run(connection.id, signal);
    assert.equal(state, 'failed');
    return steps.find((step) => step.state === 'failed');
  }
}
