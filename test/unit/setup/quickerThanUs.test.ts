import assert from 'node:assert/strict';
import type { VpcService } from '../../../src/cloud/vpcService';
import { Failure } from '../../../src/model/failure';
import type { SetupDependencies } from '../../../src/setup/setupDependencies';
import { Peer, never, states } from './support';

const id = 'telemetry-pc-1a2b';
const theirs = 'colleagues-own';
type Creates = Pick<VpcService, 'createEndpointGateway' | 'createSshKey'>;

describe('What someone else made while an answer of ours was lost', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  /** The cloud, whose first POST fails with 503 after a colleague's of the same thing, under another name, went through. */
  function cloudWith(creates: (real: VpcService, fail: () => never) => Partial<Creates>): Partial<SetupDependencies> {
    const { cloud } = peer;
    const fail = (): never => {
      throw new Failure({ code: 'vpc.backend', status: 503, what: 'Could not make it', why: 'Try later.', next: 'Try again.' });
    };
    return { cloud: { ...cloud, resources: cloud.resources, catalog: cloud.catalog, vpc: (region) => {
      const real = cloud.vpc(region);
      return { ...real, ...creates(real, fail) };
    } } };
  }

  async function usedAndLeft(dependencies: Partial<SetupDependencies>, left: () => Promise<readonly { readonly name: string }[]>): Promise<void> {
    const setup = peer.setup(dependencies);
    await setup.plan(await peer.connection(id, await existingVpc()), never);
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.ok(!setup.undoList(id).some(({ name }) => name === theirs), 'it would be deleted');
    await setup.undo(id, never);
    assert.ok((await left()).some(({ name }) => name === theirs), 'it is gone');
  }

  async function existingVpc(): Promise<{ readonly vpc: { readonly kind: 'existing'; readonly id: string; readonly name: string } }> {
    const vpc = (await peer.cloud.vpc('ca-mon').listVpcs(never))[0];
    return { vpc: { kind: 'existing', id: vpc?.id ?? '', name: vpc?.name ?? '' } };
  }

  it('is used and never ours: a gateway to the same instance', async () => {
    await usedAndLeft(cloudWith((real, fail) => ({
      createEndpointGateway: async (request, signal) => {
        await real.createEndpointGateway({ ...request, name: theirs, addresses: request.addresses.map((each) => ({ ...each, name: `t-${each.name}` })) }, signal);
        return fail();
      },
    })), () => peer.cloud.vpc('ca-mon').listEndpointGateways({}, never));
  });

  it('is used and never ours: an SSH key of the same content', async () => {
    await usedAndLeft(cloudWith((real, fail) => ({
      createSshKey: async (request, signal) => {
        await real.createSshKey({ ...request, name: theirs }, signal);
        return fail();
      },
    })), () => peer.cloud.vpc('ca-mon').listSshKeys(never));
  });
});
