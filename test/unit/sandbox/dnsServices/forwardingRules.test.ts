import assert from 'node:assert/strict';
import { DnsBench } from './support';

describe('forwarding rules of a custom resolver in the sandbox', () => {
  let dns: DnsBench;
  let rules: string;
  beforeEach(async () => {
    dns = await DnsBench.start();
    rules = `${await dns.resolver(dns.place.one)}/forwarding_rules`;
  });
  afterEach(() => dns.stop());

  const wish = (match: string, more: object = {}) => ({ type: 'zone', match, forward_to: ['192.168.1.53'], ...more });

  it('begin with one for all names, to the VPC\'s own resolvers, which nobody changes', async () => {
    const [first] = (await dns.done('GET', rules)).get('forwarding_rules').list;
    assert.deepEqual([first?.get('type').text, first?.get('match').text, first?.get('forward_to').value], ['default', '*', ['161.26.0.7', '161.26.0.8']]);
    const own = `${rules}/${first?.get('id').text ?? ''}`;
    await dns.refused(409, 'PATCH', own, { forward_to: ['192.0.2.1'] });
    await dns.refused(409, 'DELETE', own);
  });

  it('are made for a zone each, changed and deleted', async () => {
    const made = await dns.done('POST', rules, wish('example.com', { description: 'on premises' }));
    const path = `${rules}/${made.get('id').text}`;
    await dns.refused(409, 'POST', rules, wish('EXAMPLE.com'));
    await dns.done('POST', rules, wish('example.org'));
    await dns.refused(409, 'PATCH', path, { match: 'example.org' });
    const changed = await dns.done('PATCH', path, { match: 'corp.example.com', forward_to: ['192.168.1.54', '192.168.1.55'] });
    assert.deepEqual([changed.get('match').text, changed.get('forward_to').value, changed.get('description').text],
      ['corp.example.com', ['192.168.1.54', '192.168.1.55'], 'on premises']);
    assert.equal((await dns.done('GET', path)).get('match').text, 'corp.example.com');
    await dns.done('DELETE', path);
    await dns.refused(404, 'GET', path);
  });

  it('are refused for what is no domain, to what is no address, and beyond the number of the profile', async () => {
    for (const wrong of [wish('not a domain'), wish('a..b'), wish('*'), wish('a.b', { forward_to: [] }), wish('a.b', { forward_to: ['dns.example'] }), wish('a.b', { type: 'hostname' })]) {
      await dns.refused(400, 'POST', rules, wrong);
    }
    for (let number = 1; number <= 10; number += 1) await dns.done('POST', rules, wish(`zone${number}.example`));
    await dns.refused(409, 'POST', rules, wish('zone11.example'));
  });

  it('are listed page by page', async () => {
    for (const zone of ['a.example', 'b.example']) await dns.done('POST', rules, wish(zone));
    const first = await dns.done('GET', `${rules}?limit=2`);
    assert.deepEqual([first.get('count').number, first.get('total_count').number, first.get('previous').value], [2, 3, undefined]);
    const next = new URL(first.get('next', 'href').text);
    const second = await dns.done('GET', `${rules}${next.search}`);
    assert.deepEqual(second.get('forwarding_rules').list.map((rule) => rule.get('match').text), ['b.example']);
    assert.equal(second.get('next').value, undefined);
    await dns.refused(400, 'GET', `${rules}?limit=0`);
  });
});
