import assert from 'node:assert/strict';
import type { SecurityGroup } from '../../../../src/model/landscape';
import { serversOf } from '../../../../src/setup/steps/servers';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { scripted } from '../scripted';
import { groupOf, serverOf, vpcOf } from '../things';

describe('The servers of a region', () => {
  it('are listed with the groups of the connection’s VPC, once that is known', async () => {
    const groups: readonly SecurityGroup[] = [groupOf('g1')];
    const listed: unknown[] = [];
    const servers = [serverOf('i1')];
    const { context, deeds } = scripted({
      listSecurityGroups: () => Promise.resolve(groups),
      listVirtualServers: async ({ securityGroups }) => {
        listed.push(await securityGroups);
        return servers;
      },
    });
    assert.equal(await serversOf(context), servers);
    assert.deepEqual(deeds, [['listVirtualServers', {}]]);
    context.facts.set(vpcFact, vpcOf('v'));
    assert.equal(await serversOf(context), servers);
    assert.deepEqual(deeds[1], ['listSecurityGroups', { vpcId: 'v' }]);
    assert.deepEqual(listed, [undefined, groups]);
  });
});
