import assert from 'node:assert/strict';
import { vpnConnection } from '../../setup/routes/clientVpn/vpnPeer';
import { CommandBench } from './commandBench';

describe('the end of a run that nobody looks at', function () {
  this.timeout(120_000);
  let bench: CommandBench;
  before(async () => { bench = await CommandBench.start(); bench.seen = false; });
  after(() => bench.stop());

  it('leads to the checks where the way is open', async () => {
    await bench.planned();
    await bench.succeed('privateConnect.run');
    assert.match(bench.said.splice(0).join(), /^"telemetry" is connected: /);
    const [next] = bench.offered.splice(0);
    await next?.run();
    assert.deepEqual([next?.title, bench.last], ['Check Connectivity', 'run privateConnect.checkConnectivity connection']);
  });

  it('leads to the profile where a VPN is to be dialled first', async () => {
    const connection = await vpnConnection({ cloud: bench.session.cloud, sandbox: bench.product.sandbox }, 'orders-pc-0001');
    await bench.session.setup.plan(connection, new AbortController().signal);
    await bench.succeed('privateConnect.run', { kind: 'connection', connection });
    assert.match(bench.said.splice(0).join(), /^"telemetry" can be reached once the VPN is dialled: Connect telemetry through the VPN orders-pc-0001-vpn is done\.$/);
    const [next] = bench.offered.splice(0);
    await next?.run();
    assert.deepEqual([next?.title, bench.last], ['Save VPN Profile…', 'run privateConnect.saveVpnProfile connection']);
  });
});
