import assert from 'node:assert/strict';
import { planAsMarkdown } from '../../../src/setup/planDocument';
import { Peer, never, shareDns, states, stepOf } from './support';

const id = 'telemetry-pc-1a2b';

/** The gateway to the instance stands in the hub, and somebody connects from a VPC that shares its DNS. */
describe('A connection beside a DNS hub', function () {
  this.timeout(60_000);
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  async function connect(isDelegated: boolean) {
    shareDns(peer, { hub: 'payments-vpc', spoke: 'payments-staging', isDelegated });
    const vpc = peer.cloud.vpc('ca-mon');
    const vpcs = await vpc.listVpcs(never);
    const [hub, spoke] = ['payments-vpc', 'payments-staging'].map((name) => vpcs.find((each) => each.name === name));
    const instance = (await peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
    assert.ok(hub !== undefined && spoke !== undefined && instance !== undefined);
    const [subnet] = await vpc.listSubnets({ vpcId: hub.id }, never);
    await vpc.createEndpointGateway({
      name: 'hub-telemetry', vpcId: hub.id, targetCrn: instance.crn, addresses: [{ subnetId: subnet?.id ?? '', name: 'hub-telemetry-1' }],
      securityGroupIds: [hub.defaultSecurityGroup.id], resourceGroupId: hub.resourceGroupId, dnsMode: 'primary',
    }, never);
    return peer.connection(id, { vpc: { kind: 'existing', id: spoke.id, name: spoke.name } });
  }

  it('makes a gateway that keeps its names to its VPC, as the plan says, and is refused nothing', async () => {
    const setup = peer.setup();
    const plan = await setup.plan(await connect(false), never);
    const words = 'answers in this VPC alone, since in those that share its DNS "hub-telemetry" of payments-vpc answers';
    assert.ok(stepOf(plan, 'gateway').detail.endsWith(words), stepOf(plan, 'gateway').detail);
    const done = await setup.run(id, never);
    assert.equal(done.state, 'done', states(done));
    const made = (await peer.cloud.vpc('ca-mon').listEndpointGateways({}, never)).find(({ name }) => name === 'telemetry-pc-1a2b-endpoint');
    assert.equal(made?.dnsMode, 'disabled');
  });

  it('is blocked where its servers ask the hub, with the cure, before anything is made', async () => {
    const plan = await peer.setup().plan(await connect(true), never);
    const { state, detail } = stepOf(plan, 'gateway');
    assert.equal(state, 'blocked');
    assert.match(detail, /ask the DNS hub "payments-vpc", where "hub-telemetry" in the VPC "payments-vpc" answers.+Use the VPC "payments-vpc"/);
    assert.match(planAsMarkdown(plan, { path: [], openings: [] }), /Use the VPC "payments-vpc"/);
  });
});
