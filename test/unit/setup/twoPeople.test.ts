import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunView } from '../../../src/model/plan';
import type { Setup } from '../../../src/setup/setup';
import { MemoryVault, Peer, assertUnchanged, never, states, stepOf } from './support';

const [anna, bela] = ['telemetry-pc-1a2b', 'telemetry-pc-2b3c'] as const;

describe('Two people, each with a journal of their own', () => {
  let peer: Peer;
  let before: readonly string[];
  beforeEach(async () => {
    peer = await Peer.start();
    before = await peer.account();
  });
  afterEach(() => peer.stop());

  /** A folder and a vault that nobody else sees, on the one account. */
  const person = (name: string): Setup => peer.setup({ folder: join(peer.folder, name), secrets: new MemoryVault() });

  async function connected(setup: Setup, ...given: Parameters<Peer['connection']>): Promise<RunView> {
    await setup.plan(await peer.connection(...given), never);
    const view = await setup.run(given[0], never);
    assert.equal(view.state, 'done', states(view));
    return view;
  }

  async function idOf(name: string, list: 'listVpcs' | 'listSshKeys'): Promise<string> {
    return (await peer.cloud.vpc('ca-mon')[list](never)).find((each) => each.name === name)?.id ?? '';
  }

  async function annasVpc(): Promise<{ vpc: { kind: 'existing'; id: string; name: string } }> {
    return { vpc: { kind: 'existing', id: await idOf(`${anna}-vpc`, 'listVpcs'), name: `${anna}-vpc` } };
  }

  /** She made the VPC, its subnets and the gateway; he leads his own server through them. */
  async function both(): Promise<{ readonly hers: Setup; readonly his: Setup }> {
    const [hers, his] = [person('anna'), person('bela')];
    await connected(hers, anna);
    await connected(his, bela, await annasVpc());
    return { hers, his };
  }

  async function undone(setup: Setup, id: string): Promise<RunView> {
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', states(view));
    return view;
  }

  it('keep what the other one uses when the first is undone, say who uses it, and clear it away once both are undone', async () => {
    const { hers, his } = await both();
    const view = await undone(hers, anna);
    assert.equal(stepOf(view, 'gateway').detail, `kept: used by the security group ${bela}-gateway`);
    assert.equal(stepOf(view, 'subnet-ca-mon-1').detail, `kept: used by the server ${bela}-server`);
    assert.equal(stepOf(view, 'subnet-ca-mon-2').detail, `kept: used by the endpoint gateway ${anna}-endpoint`);
    assert.equal(stepOf(view, 'vpc').detail, `kept: used by the server ${bela}-server`);
    assert.deepEqual(hers.undoList(anna).map(({ name }) => name).sort(), [
      `${anna}-ca-mon-1`, `${anna}-ca-mon-2`, `${anna}-endpoint`, `${anna}-gateway`, `${anna}-server`, `${anna}-vpc`,
    ]);
    await assert.rejects(hers.forget(anna), { code: 'setup.not-undone' });
    peer.forgetExchanges();
    assert.equal((await his.run(bela, never)).state, 'done');
    assert.deepEqual(peer.writes(), [], 'his connection was touched');

    await undone(his, bela);
    await undone(hers, anna);
    await assertUnchanged(peer, before);
  });

  it('leave the account as it was when the second is undone first', async () => {
    const { hers, his } = await both();
    await undone(his, bela);
    peer.forgetExchanges();
    assert.equal((await hers.run(anna, never)).state, 'done');
    assert.deepEqual(peer.writes(), [], 'her connection was touched');
    await undone(hers, anna);
    await assertUnchanged(peer, before);
  });

  it('go on from what was kept: the next run uses it again', async () => {
    const { hers, his } = await both();
    await undone(hers, anna);
    const view = await hers.run(anna, never);
    assert.equal(view.state, 'done', states(view));
    await undone(his, bela);
    await undone(hers, anna);
    await assertUnchanged(peer, before);
  });

  it('keep a server that the other one goes through, with its address', async () => {
    const [hers, his] = [person('anna'), person('bela')];
    await connected(hers, anna);
    const server = (await peer.cloud.vpc('ca-mon').listVirtualServers({}, never)).find(({ name }) => name === `${anna}-server`);
    await connected(his, bela, {
      ...await annasVpc(), server: { kind: 'existing', id: server?.id ?? '', name: `${anna}-server` },
      key: { kind: 'existing', path: hers.connections().map(({ id }) => join(peer.sandbox.environment.sshFolder, id))[0] ?? '' },
    });
    const view = await undone(hers, anna);
    const user = `used by the security group ${bela}-server`;
    assert.equal(stepOf(view, 'server').detail, `kept: ${user}`);
    assert.equal(stepOf(view, 'floating-ip').detail, `kept: used by the server ${anna}-server, which is ${user}`);
    await undone(his, bela);
    await undone(hers, anna);
    await assertUnchanged(peer, before);
  });

  it('never lose a security group off something that is not ours', async () => {
    const hers = person('anna');
    await connected(hers, anna, await paymentsVpc());
    const vpc = peer.cloud.vpc('ca-mon');
    const box = (await vpc.listVirtualServers({}, never)).find(({ name }) => name === 'build-box');
    const group = (await vpc.listSecurityGroups({}, never)).find(({ name }) => name === `${anna}-server`);
    await vpc.addSecurityGroupTarget(group?.id ?? '', box?.primaryInterface?.id ?? '', never);
    const view = await undone(hers, anna);
    assert.match(stepOf(view, 'server-group').detail, /^kept: used by the server build-box/);
    assert.ok((await vpc.getVirtualServer(box?.id ?? '', never)).primaryInterface?.securityGroups.some(({ id }) => id === group?.id));
    await vpc.removeSecurityGroupTarget(group?.id ?? '', box?.primaryInterface?.id ?? '', never);
    await undone(hers, anna);
    await assertUnchanged(peer, before);
  });

  async function paymentsVpc(): Promise<{ vpc: { kind: 'existing'; id: string; name: string } }> {
    const box = (await peer.cloud.vpc('ca-mon').listVirtualServers({}, never)).find(({ name }) => name === 'build-box');
    return { vpc: { kind: 'existing', id: box?.vpc.id ?? '', name: box?.vpc.name ?? '' } };
  }
});
