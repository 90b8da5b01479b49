import assert from 'node:assert/strict';
import type { PlacedResolver } from '../../../../src/model/dnsServices';
import { resolverNode } from '../../../../src/ui/tree/resolverNode';
import { partsByVpc, vpcNode } from '../../../../src/ui/tree/vpcNode';
import { landscape, resolver, subnet, vpc } from '../fixtures';

const [payments, other] = [vpc('payments'), vpc('other')];
const place = subnet('a', payments);
const row = (more: Partial<PlacedResolver> = {}) => resolverNode(resolver('names', place, more), 'ca-mon').view;

describe('the row of a custom resolver', () => {
  it('says whether the hosts of the VPC ask it, whether it answers, and where', () => {
    const { description, spoken, health, tooltip } = row();
    assert.deepEqual([description, health], ['enabled · healthy · 10.249.0.20, 10.249.0.21', undefined]);
    assert.equal(spoken, 'names, custom resolver, enabled · healthy · 10.249.0.20, 10.249.0.21');
    assert.match(tooltip, /The hosts of the VPC ask it for names\n\nLocation 10\.249\.0\.20: answers\n\n/);
    assert.match(tooltip, /Each location is charged, whether the resolver is enabled or not\n\nIn the DNS Services instance names$/);
  });

  it('says what does not answer, and is in a bad state only where somebody asks it', () => {
    const locations = resolver('names', place).locations.map((location, at) => ({ ...location, healthy: at === 0 }));
    const half = row({ health: 'DEGRADED', locations });
    assert.deepEqual([half.health, half.description], ['partly', 'enabled · some locations do not answer · 10.249.0.20, 10.249.0.21']);
    assert.match(half.tooltip, /Location 10\.249\.0\.21: does not answer/);
    assert.deepEqual([row({ health: 'CRITICAL' }).health, row({ health: 'CRITICAL', enabled: false }).health], ['broken', undefined]);
    const young = locations.map((location) => ({ ...location, address: undefined, healthy: false }));
    assert.equal(row({ health: 'CRITICAL', enabled: false, locations: young }).description, 'disabled · no location answers · no address yet');
    assert.match(row({ health: 'LIMPING' }).description ?? '', /LIMPING/);
  });

  it('stands in the VPC of its locations\' subnets', async () => {
    const region = landscape('ca-mon', { vpcs: [payments, other], subnets: [place, subnet('b', other)] });
    const partsOf = partsByVpc(region, [resolver('names', place), resolver('elsewhere', subnet('unknown', other))]);
    const labels = async (of: typeof payments) => (await vpcNode(of, partsOf(of.id), new Map()).children?.() ?? []).map(({ view }) => view.label);
    assert.deepEqual([await labels(payments), await labels(other)], [['Custom resolvers (1)', 'Subnets (1)'], ['Subnets (1)']]);
  });
});
