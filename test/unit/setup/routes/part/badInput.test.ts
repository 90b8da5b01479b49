import assert from 'node:assert/strict';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import { never, states, stepOf } from '../../support';
import { PartPeer } from './partPeer';
import { ServerBench } from './serverBench';

describe('A part for which the account is not as it was thought to be', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  beforeEach(async () => { bench = await PartPeer.start(); });
  afterEach(() => bench.stop());

  const subnet = async (): Promise<PartChoices> => ({
    part: 'subnet', name: 'mine', vpc: await bench.vpcNamed('payments-vpc'), zone: 'ca-mon-1', resourceGroupId: bench.resourceGroupId,
  });
  /** Somebody else's, in the range that was free a moment ago. */
  const theirs = async (cidr: string): Promise<void> => {
    const { id: vpcId } = await bench.vpcNamed('payments-vpc');
    await bench.peer.cloud.vpc('ca-mon').createSubnet({ name: 'theirs', vpcId, zone: 'ca-mon-1', size: { cidr }, resourceGroupId: bench.resourceGroupId }, never);
  };

  it('is a subnet in another range, where somebody took the one that was free meanwhile', async () => {
    const setup = bench.peer.setup();
    const plan = await setup.plan(await bench.part('mine-pc-1a2b', await subnet()), never);
    assert.equal(plan.steps.length, 2, states(plan));
    await theirs(await freeRange());
    const run = await setup.run('mine-pc-1a2b', never);
    assert.equal(run.state, 'done', JSON.stringify(run.steps));
  });

  it('is a subnet that the cloud refuses, in its words, where somebody was quicker by the time of one request', async () => {
    const setup = bench.peer.setup();
    await setup.plan(await bench.part('mine-pc-1a2b', await subnet()), never);
    bench.peer.sandbox.faults.add({ method: 'POST', path: '/subnets$', times: 1, effect: {
      kind: 'refuse', status: 400, code: 'subnet_conflict', message: 'The range overlaps the subnet "theirs".',
    } });
    const run = await setup.run('mine-pc-1a2b', never);
    const failure = run.steps.find((step) => step.failure !== undefined)?.failure;
    assert.match(`${failure?.code} ${failure?.why} ${failure?.next}`, /subnet_conflict.*overlaps the subnet "theirs"\..*\.$/);
    assert.equal((await setup.run('mine-pc-1a2b', never)).state, 'done', 'tried again it takes another');
  });

  /** The range that a subnet made now would have. */
  async function freeRange(): Promise<string> {
    const [vpc, id] = [bench.peer.cloud.vpc('ca-mon'), 'probe-pc-1a2b'];
    await bench.made(await bench.part(id, { ...await subnet(), name: 'probe' }));
    const cidr = (await vpc.listSubnets({}, never)).find(({ name }) => name === 'probe')?.cidr ?? '';
    await bench.undone(id);
    return cidr;
  }
});

describe('A server that is not as it was thought to be', function () {
  this.timeout(60_000);
  let bench: ServerBench;
  before(async () => { bench = await ServerBench.start(); });
  after(() => bench.peer.stop());
  afterEach(() => bench.undoParts());

  it('blocks the plan, with why and what to do, where its address does not answer, and where it was deleted', async () => {
    const blockedBy = async (choices: object): Promise<string> => {
      const plan = await bench.setup().plan(bench.part('t-pc-1a2b', { part: 'client-tools', tools: [{ title: 'kcat', packages: { apt: ['kcat'], dnf: [] } }], ...choices }), never);
      assert.equal(stepOf(plan, 'server').state, 'blocked', states(plan));
      return stepOf(plan, 'server').detail;
    };
    bench.patienceMs = 100;
    assert.match(await blockedBy({ address: '203.0.113.254' }), /^blocked: Could not sign in to .*ubuntu@203\.0\.113\.254:22\): No answer.* · Check that the server is running .*\.$/);
    assert.match(await blockedBy({ server: { id: 'gone', name: 'gone' } }), /The server "gone" is not there any more\. · Choose another server\./);
  });
});
