import assert from 'node:assert/strict';
import type { EndpointGateway, VirtualServer } from '../../../src/model/landscape';
import { groundOf, membersOf } from '../../../src/reach/members';

const resource = (id: string) => ({ id, name: id, crn: `crn:${id}`, href: '', createdAt: '' });
const vpc = { id: 'vpc', name: 'vpc' };

const server: VirtualServer = {
  ...resource('server'), vpc, zone: 'eu-de-1', status: 'running', statusReasons: [], profile: 'nxf-1x1',
  primaryInterface: {
    id: 'interface', kind: 'virtual-network-interface', address: '10.0.1.4', subnet: { id: 'near', name: 'near' },
    securityGroups: [{ id: 'one', name: 'one' }, { id: 'two', name: 'two' }],
  },
};

const gateway: EndpointGateway = {
  ...resource('gateway'), vpc, targetCrn: 'crn:target', lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok',
  securityGroups: [{ id: 'three', name: 'three' }], serviceEndpoints: [],
  addresses: [
    { id: 'a', name: 'a', address: '10.0.2.4', subnetId: 'far' },
    { id: 'b', name: 'b', address: '0.0.0.0' },
    { id: 'c', name: 'c', address: '10.0.3.4' },
  ],
};

const ofGateway = { kind: 'member', id: 'gateway', name: 'gateway', vpcId: 'vpc', securityGroupIds: ['three'], startsConnections: false };

describe('the members of a landscape', () => {
  it('are the servers\' interfaces and every address of the gateways that is allocated', () => {
    assert.deepEqual(membersOf({ virtualServers: [server], endpointGateways: [gateway] }), [
      {
        kind: 'member', id: 'interface', name: 'server', vpcId: 'vpc', address: '10.0.1.4', subnetId: 'near', securityGroupIds: ['one', 'two'],
        startsConnections: true,
      },
      { ...ofGateway, address: '10.0.2.4', subnetId: 'far' },
      { ...ofGateway, address: '10.0.3.4', subnetId: undefined },
    ]);
  });

  it('leave out a server that has no interface yet', () => {
    assert.deepEqual(membersOf({ virtualServers: [{ ...server, primaryInterface: undefined }], endpointGateways: [] }), []);
  });

  it('are part of the ground that reach stands on', () => {
    const landscape = {
      region: 'eu-de', vpcs: [], subnets: [], securityGroups: [], networkAcls: [], endpointGateways: [gateway], virtualServers: [server],
      floatingIps: [], publicGateways: [], vpnServers: [], vpnGateways: [], vpnConnections: [], loadedAt: '',
    };
    assert.deepEqual(groundOf(landscape), { subnets: [], securityGroups: [], networkAcls: [], members: membersOf(landscape) });
  });
});
