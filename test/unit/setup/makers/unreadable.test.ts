import assert from 'node:assert/strict';
import { createTransport } from '../../../../src/cloud/transport';
import { createVpc } from '../../../../src/cloud/vpc';
import { Secret } from '../../../../src/model/secret';
import { subnetMaker } from '../../../../src/setup/makers/subnet';
import { vpcMaker } from '../../../../src/setup/makers/vpc';
import { startPeer, type Peer } from '../../cloud/peer';
import { scripted } from '../scripted';

const reference = { id: 'x', name: 'x' };
const vpcDocument = { id: 'v', name: 'v', crn: 'crn:v', status: 'available', default_security_group: reference, default_network_acl: reference };
/** Ours, but for its name. */
const nameless = { id: 's1', crn: 'crn:s1', vpc: { id: 'v' }, zone: { name: 'ca-mon-1' }, status: 'available' };
const lists: Readonly<Record<string, unknown>> = {
  '/v1/vpcs/v': vpcDocument, '/v1/instances': { instances: [] }, '/v1/security_groups': { security_groups: [] },
  '/v1/endpoint_gateways': { endpoint_gateways: [] }, '/v1/subnets': { subnets: [nameless] },
};

describe('An item that cannot be read', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await startPeer(({ path }) => ({ json: lists[path] ?? {} }));
  });

  afterEach(() => peer.stop());

  it('is never taken for absent: what is looked for by name might be it, and what stands on a thing as well', async () => {
    const vpc = createVpc('ca-mon', `${peer.url}/v1`, createTransport(), { token: () => Promise.resolve(new Secret('t')) });
    const context = { ...scripted({}).context, vpc };
    const refusal = { code: 'http.unexpected-answer', what: 'Could not list the subnets of ca-mon', why: /\(s1\)/ };
    const specification = { name: 'orders-1', vpcId: 'v', zone: 'ca-mon-1', addresses: 16, resourceGroupId: 'r' };
    await assert.rejects(async () => subnetMaker.find(context, specification), refusal);
    await assert.rejects(async () => subnetMaker.recover(context, { kind: 'subnet', name: 'orders-1' }), refusal);
    await assert.rejects(async () => vpcMaker.usedBy?.(context, { kind: 'vpc', id: 'v', name: 'v', origin: 'made' }), refusal);
  });
});
