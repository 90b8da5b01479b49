import assert from 'node:assert/strict';
import fc from 'fast-check';
import { region } from './story';
import { Bench } from './support';

describe('paging', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
    for (let number = 0; number < 37; number += 1) await bench.vpc(region, 'POST', '/floating_ips', { name: `ip-${number}`, zone: { name: `${region}-${number % 3 + 1}` } });
  });
  after(() => bench.stop());

  /** Follows `next` to the end, with the same filters that each page's link repeats. */
  async function walk(list: string, limit: number): Promise<{ ids: string[]; totals: number[] }> {
    const [ids, totals]: [string[], number[]] = [[], []];
    let path: string | undefined = `/${list}?limit=${limit}`;
    while (path !== undefined) {
      const { body } = await bench.vpc(region, 'GET', path);
      ids.push(...body.get(list).list.map((item) => item.get('id').text));
      totals.push(body.get('total_count').number);
      const next = body.get('next', 'href').text;
      path = next === '' ? undefined : next.slice(next.indexOf(`/${list}?`));
    }
    return { ids, totals };
  }

  it('gives every item exactly once, for any limit', async () => {
    const all = [...bench.sandbox.state.regions.get(region)?.floatingIps.keys() ?? []];
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (limit) => {
      const { ids, totals } = await walk('floating_ips', limit);
      assert.deepEqual(ids, all);
      assert.deepEqual([...new Set(totals)], [all.length]);
    }), { numRuns: 12 });
  });

  it('does the same for service instances, whose next page is a path', async () => {
    const { resourceController } = bench.sandbox.endpoints;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async (limit) => {
      const guids: string[] = [];
      let path = `/v2/resource_instances?limit=${limit}`;
      while (path !== '') {
        const { body } = await bench.call('GET', `${resourceController}${path}`);
        guids.push(...body.get('resources').list.map((item) => item.get('guid').text));
        path = body.get('next_url').text;
      }
      assert.deepEqual(guids, [...bench.sandbox.state.instances.keys()]);
    }), { numRuns: 8 });
  });

  it('keeps a filter on every page', async () => {
    const { body } = await bench.vpc(region, 'GET', '/subnets?zone.name=ca-mon-1&limit=1');
    assert.ok(body.get('next', 'href').text.includes('zone.name=ca-mon-1'));
    assert.ok(body.get('total_count').number < (await bench.vpc(region, 'GET', '/subnets')).body.get('total_count').number);
  });

  it('refuses a limit beyond 100, and a start that it never gave', async () => {
    for (const query of ['limit=0', 'limit=101', 'limit=many', 'start=nowhere']) assert.equal((await bench.vpc(region, 'GET', `/vpcs?${query}`)).status, 400, query);
  });

  it('refuses a parameter that the list does not take, and a word that none of its filters knows: ignored, each would give the whole list', async () => {
    for (const query of ['lifecycle=stable', 'vpc.id=x', 'classic_access=perhaps', 'sort=colour']) {
      assert.equal((await bench.vpc(region, 'GET', `/vpcs?${query}`)).status, 400, query);
    }
  });

  it('gives no more hits of a search than asked, ten if not said', async () => {
    const url = `${bench.sandbox.endpoints.globalSearch}/v3/resources/search`;
    assert.equal((await bench.call('POST', url, { query: '*' })).body.get('items').list.length, 10);
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (;;) {
      const { body } = await bench.call('POST', `${url}?limit=7`, { query: 'family:is', ...(cursor === undefined ? {} : { search_cursor: cursor }) });
      const items = body.get('items').list;
      for (const item of items) seen.add(item.get('crn').text);
      if (items.length === 0) break;
      cursor = body.get('search_cursor').text;
    }
    const { body } = await bench.call('POST', `${url}?limit=1000`, { query: 'family:is' });
    assert.equal(seen.size, body.get('items').list.length);
  });
});
