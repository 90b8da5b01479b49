import assert from 'node:assert/strict';
import type { Cloud } from '../../../../../src/cloud/cloud';
import { never } from '../../support';
import { PartPeer } from './partPeer';
import { vpnCases } from './vpnCases';

const id = 'mine-pc-1a2b';

describe('A routing table that somebody else makes accept routes of VPN servers while we are about to', function () {
  this.timeout(60_000);
  let bench: PartPeer;
  beforeEach(async () => { bench = await PartPeer.start(); });
  afterEach(() => bench.stop());

  /** A cloud in which somebody switches it on just before our change reads the table. */
  function withSomebodyQuicker(cloud: Cloud): Cloud {
    return { ...cloud, vpc: (region) => {
      const vpc = cloud.vpc(region);
      return { ...vpc, getVersionedRoutingTable: async (vpcId, tableId, signal) => {
        const read = await vpc.getVersionedRoutingTable(vpcId, tableId, signal);
        if (!read.value.acceptsRoutesFrom.includes('vpn_server')) {
          await vpc.acceptRoutesFrom(vpcId, read, [...read.value.acceptsRoutesFrom, 'vpn_server'], signal);
        }
        return await vpc.getVersionedRoutingTable(vpcId, tableId, signal);
      } };
    } };
  }

  it('is theirs: the run uses it, and its undo leaves it on', async () => {
    const choices = await vpnCases['vpn-ways-back']?.choices(bench);
    assert.ok(choices !== undefined);
    const setup = bench.peer.setup({ cloud: withSomebodyQuicker(bench.peer.cloud) });
    await setup.plan(await bench.part(id, choices), never);
    assert.equal((await setup.run(id, never)).state, 'done');
    const after = await bench.everything();
    const undone = await bench.undone(id);
    assert.equal(undone.state, 'undone');
    assert.deepEqual(await bench.everything(), after);
    const [table] = await bench.peer.cloud.vpc('ca-mon').listRoutingTables((await bench.vpcNamed('payments-vpc')).id, never);
    assert.deepEqual(table?.acceptsRoutesFrom, ['vpn_server']);
  });
});
