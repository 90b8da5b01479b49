import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import type { OfficeDescription } from '../../../src/onPremises/office';
import { firstDifference, keyFingerprint } from '../../../src/onPremises/said/differences';
import { readSaid } from '../../../src/onPremises/said/readSaid';
import { swanctlConf, swanctlSecrets } from '../../../src/onPremises/swanctl';
import { description, key, office } from './offices';
import { missingForStrongswan } from './realStrongswan';
import { TwoGateways } from './twoGateways';

const files = [swanctlConf(office()), swanctlSecrets(office())];
const cloud = { proposals: 'aes256-sha256-modp2048', espProposals: 'aes256-sha256-modp2048', key };
const isUp = 'grep -q INSTALLED said';
const { ike, esp } = description;

describe('an office\'s strongSwan with our files, and another as the cloud\'s', function () {
  let bench: TwoGateways;
  before(function () {
    const missing = missingForStrongswan();
    if (missing !== undefined) {
      console.log(`      Not run: ${missing} is needed.`);
      this.skip();
    }
  });
  beforeEach(() => { bench = new TwoGateways(); });
  afterEach(() => (bench as TwoGateways | undefined)?.end());

  it('come up, packets pass in UDP, and what the office says is read as the cloud has it; whatever differs is named', () => {
    const { said, then } = bench.run(files, cloud, isUp, 'ping -c 1 -W 5 -I 192.168.50.1 10.240.0.5');
    assert.match(then, /1 received/);
    const changes: readonly (readonly [string, Partial<OfficeDescription>])[] = [
      ['ike-version', { ike: { ...ike, version: 1 } }], ['ike-proposal', { ike: { ...ike, group: 19 } }], ['ike-proposal', { ike: { ...ike, cipher: 'aes128' } }],
      ['esp-proposal', { esp: { ...esp, cipher: 'aes192' } }], ['esp-proposal', { esp: { cipher: 'aes256gcm16', lifetime: 3600 } }],
      ['ranges', { cloud: { ...description.cloud, ranges: ['10.240.0.0/25', '10.240.1.0/28'] } }],
      ['ranges', { office: { ...description.office, ranges: ['192.168.50.0/25'] } }],
      ['identity', { office: { ...description.office, identity: { type: 'fqdn', value: 'office.example' } } }],
      ['identity', { cloud: { ...description.cloud, tunnels: [{ address: '203.0.113.40', identity: { type: 'hostname', value: 'gw' } }] } }],
    ];
    for (const text of [said, then]) {
      const seen = readSaid(text);
      assert.equal(seen.length, 1);
      assert.deepEqual([seen[0]?.isEstablished, seen[0]?.children.length, seen[0]?.children[0]?.isInUdp, seen[0]?.ikeProposal, seen[0]?.children[0]?.proposal],
        [true, 1, true, 'aes256-sha256-modp2048', 'aes256-sha256']);
      assert.equal(firstDifference(office(), seen, keyFingerprint(new Secret(key))), undefined);
      assert.equal(firstDifference(office(), seen, keyFingerprint(new Secret(`${key}x`)))?.parameter, 'key');
      assert.deepEqual(changes.map(([, change]) => firstDifference(office(change), seen)?.parameter), changes.map(([parameter]) => parameter));
      const elsewhere = { ...description.cloud, tunnels: [{ address: '203.0.113.77', identity: { type: 'ipv4_address' as const, value: '203.0.113.77' } }] };
      assert.equal(firstDifference(office({ name: 'other', cloud: elsewhere }), seen)?.parameter, 'connection');
    }
    const late = readSaid(said);
    assert.equal(firstDifference(office({ ike: { ...ike, lifetime: 1800 } }), late)?.parameter, 'ike-lifetime');
    assert.equal(firstDifference(office({ esp: { ...esp, lifetime: 300 } }), readSaid(said.slice(0, said.indexOf('#1, ESTABLISHED'))))?.parameter, 'esp-lifetime');
  });

  it('have ranges that were narrowed named, though the tunnel is up', () => {
    const { said } = bench.run(files, { ...cloud, local: '10.240.0.0/24' }, isUp);
    const found = firstDifference(office(), readSaid(said));
    assert.deepEqual([found?.parameter, found?.office], ['ranges', '192.168.50.0/24 - 10.240.0.0/24']);
  });

  it('do not come up with another key, of which no side shows anything', () => {
    const { said, log } = bench.run(files, { ...cloud, key: 'another-key' }, 'grep -q AUTHENTICATION_FAILED office.log');
    assert.match(log, /AUTHENTICATION_FAILED/);
    assert.equal(said.includes(key) || log.includes(key), false);
    assert.notEqual(readSaid(said)[0]?.isEstablished, true);
  });
});
