import assert from 'node:assert/strict';
import { VpnBench } from './vpn/bench';
import { certificateFaults } from './vpn/certificateFaults';
import { cloudFaults } from './vpn/cloudFaults';
import { machineFaults } from './vpn/machineFaults';

describe('what goes wrong with a client VPN, in a real network', function suite() {
  this.timeout(180_000);
  const { signal } = new AbortController();
  const rows: string[] = [];
  let bench: VpnBench;

  before(async () => {
    bench = await VpnBench.start({ authentication: ['certificate', 'username'] }, signal);
  });
  beforeEach(() => bench.person.connectIfNot(signal));
  after(async () => {
    console.log(rows.map((row) => `      ${row}`).join('\n'));
    await bench.stop();
  });

  for (const { what, verdict, remedy, make, mend, after: restore } of [...machineFaults, ...certificateFaults, ...cloudFaults]) {
    it(`${what}: the product says so, and its remedy helps`, async () => {
      try {
        await make(bench);
        assert.equal(await bench.verdict(verdict), verdict);
        await mend(bench);
        assert.equal(await bench.verdict('passed'), 'passed');
        rows.push(`${what}: ${verdict}; ${remedy}; passes`);
      } finally {
        await bench.heal();
        await restore?.(bench);
      }
    });
  }
});
