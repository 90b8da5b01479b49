import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { ipsecConf, ipsecSecrets } from '../../../src/onPremises/ipsecConf';
import { swanctlConf, swanctlSecrets } from '../../../src/onPremises/swanctl';
import { selectorsOf, tunnelsOf } from '../../../src/onPremises/tunnels';
import { firstDifference } from '../../../src/onPremises/said/differences';
import { readSaid } from '../../../src/onPremises/said/readSaid';
import { anyOffice, office } from './offices';
import { RealStrongswan, missingForStrongswan } from './realStrongswan';

/** Over the whole space of choices, always the same ones. */
const offices = fc.sample(anyOffice, { numRuns: 240, seed: 13 }).map((each, at) => checkOffice({ ...each, name: `o${at}` }));

describe('the office\'s files, taken by strongSwan itself', function () {
  const missing = missingForStrongswan();
  let bench: RealStrongswan;
  before(function () {
    if (missing !== undefined) {
      console.log(`      Not run: ${missing} is needed.`);
      this.skip();
    }
  });
  beforeEach(() => { bench = new RealStrongswan(); });
  afterEach(() => { if (missing === undefined) bench.end(); });

  it('loads every swanctl.conf of 240 combinations of choices, and lists what was chosen', () => {
    bench.write('all.conf', offices.flatMap((each) => [swanctlConf(each), swanctlSecrets(each).reveal()]).join('\n'));
    const said = bench.run('swanctl --load-all --noprompt --file all.conf; swanctl --list-conns');
    const seen = new Map(readSaid(said).map((each) => [each.name, each]));
    assert.doesNotMatch(said, /fail|error|invalid|unknown/i);
    for (const each of offices) {
      for (const { name, address } of tunnelsOf(each)) {
        assert.match(said, new RegExp(`^loaded connection '${name}'$`, 'm'));
        assert.equal(said.includes(`loaded ike secret 'ike-${name}'`), each.key !== undefined);
        assert.deepEqual(seen.get(name)?.remoteAddress, address);
        assert.deepEqual(seen.get(name)?.children.map(({ local, remote }) => [local, remote]), selectorsOf(each));
        assert.equal(firstDifference(each, [seen.get(name) ?? assert.fail(name)]), undefined, name);
      }
    }
  });

  it('takes every ipsec.conf and ipsec.secrets of the same', () => {
    bench.write('ipsec.conf', offices.map((each) => ipsecConf(each)).join('\n'));
    bench.write('ipsec.secrets', offices.map((each) => ipsecSecrets(each).reveal()).join('\n'));
    const said = bench.runStarter('until grep -q added charon.log; do sleep 0.1; done; until ipsec statusall | tee said | grep -q "^ *private-connect-o239.*: *child:"; do sleep 0.1; done; cat said');
    assert.doesNotMatch(bench.read('starter.log'), /unknown|error|bad|ignored|fatal/i);
    assert.doesNotMatch(bench.read('charon.log'), /invalid|skipped|line \d+:|failed/i);
    const seen = readSaid(said);
    for (const each of offices) {
      const own = seen.filter(({ name }) => tunnelsOf(each).some((tunnel) => name === tunnel.name || name.startsWith(`${tunnel.name}-`)));
      assert.notEqual(own.length, 0, each.name);
      assert.equal(firstDifference(each, own), undefined, each.name);
    }
  });

  it('names what strongSwan refuses, so that a wrong word would be seen', () => {
    const wrong = swanctlConf(office()).replace('modp2048', 'modp2047').replace('encap', 'encaps');
    assert.match(bench.run(`swanctl --load-all --noprompt --file ${bench.write('wrong.conf', wrong)}`), /loading connection 'private-connect-orders' failed/);
  });
});
