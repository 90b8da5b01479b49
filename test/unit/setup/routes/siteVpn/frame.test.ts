import assert from 'node:assert/strict';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { siteVpnFrame, siteVpnRefused } from '../../../../../src/setup/routes/siteVpn/frame';
import { placeIn, siteChoices } from './choices';

const { office, resolver } = siteChoices();

describe('The frame of the route through a site-to-site VPN', () => {
  it('is the same in whatever order things were chosen, and whatever was confirmed', () => {
    const ranges = ['192.168.50.0/24', '172.30.0.0/16'];
    const both: Partial<SiteVpnChoices> = { places: ['ca-mon-1', 'ca-mon-2'].map(placeIn), zones: ['ca-mon-1', 'ca-mon-2'], office: { ...office, ranges } };
    const other = siteChoices({
      places: ['ca-mon-2', 'ca-mon-1'].map(placeIn), zones: ['ca-mon-2', 'ca-mon-1'], office: { ...office, ranges: [...ranges].reverse() }, enablingConfirmed: undefined,
    });
    assert.deepEqual(siteVpnFrame(other), siteVpnFrame(siteChoices(both)));
  });

  it('is another one where anything differs that a step is made from', () => {
    const others: readonly Partial<SiteVpnChoices>[] = [
      { mode: 'route' }, { keyIsBrought: true }, { resolver: { kind: 'none' } }, { office: { ...office, isBehindNat: true } }, { places: [placeIn('ca-mon-2')] },
      { forwarding: [{ match: 'corp.example.com', forwardTo: ['192.168.50.53'] }] },
    ];
    for (const more of others) {
      assert.notDeepEqual(siteVpnFrame(siteChoices(more)), siteVpnFrame(siteChoices()), JSON.stringify(more));
    }
  });
});

describe('Choices that a site-to-site VPN is refused with', () => {
  const refused = (more: Partial<SiteVpnChoices>) => siteVpnRefused(siteChoices(more));

  it('are none that will do', () => {
    assert.equal(refused({}), undefined);
    assert.equal(refused({ office: { ...office, peer: undefined } }), undefined);
    assert.equal(refused({ mode: 'route', zones: ['ca-mon-1', 'ca-mon-2'] }), undefined);
  });

  it('say what is wrong with them, and what to choose', () => {
    const peer = refused({ office: { ...office, peer: { kind: 'address', address: '10.0.0.1' } } });
    const ranges = refused({ office: { ...office, ranges: ['161.26.0.0/24'] } });
    const zones = refused({ zones: ['ca-mon-1', 'ca-mon-2'] });
    assert.ok(resolver.kind === 'new');
    const deaf = refused({ resolver: { ...resolver, zones: ['ca-mon-3'] } });
    assert.deepEqual([peer, ranges, zones, deaf].map((failure) => failure?.code), ['office.peer', 'office.ranges', 'office.zones', 'office.zones']);
    assert.match(peer?.why ?? '', /private address/);
    assert.match(ranges?.why ?? '', /161\.26\.0\.0\/16/);
    assert.match(zones?.why ?? '', /address in ca-mon-2, where no VPN gateway is/);
    assert.match(deaf?.why ?? '', /answer in ca-mon-3 alone/);
  });
});
