import type { Bench } from '../unit/sandbox/control/support';
import { DnsBench } from '../unit/sandbox/dnsServices/support';

/** The whole life of a custom resolver, its locations and its forwarding rules, with what is refused on the way. */
export async function answerNames(bench: Bench): Promise<void> {
  const dns = await DnsBench.on(bench, 'journey-names');
  const { one, two } = dns.place;
  const path = await dns.resolver(one);
  await dns.refused(409, 'POST', '', { name: 'twin', locations: await dns.locations(two) });
  await dns.refused(400, 'POST', '', { name: 'twin', colour: 'red' });
  const [added] = await dns.locations(two);
  const location = `${path}/locations/${(await dns.done('POST', `${path}/locations`, added)).get('id').text}`;
  await dns.healthy(path);
  await dns.done('PATCH', path, { enabled: true, name: 'renamed', description: 'for the site' });
  await dns.refused(409, 'DELETE', path);
  await dns.refused(409, 'DELETE', location);
  await dns.done('PATCH', location, { enabled: false });
  const ids = (await dns.done('GET', path)).get('locations').list.map((each) => each.get('id').text);
  await dns.done('PUT', `${path}/locations_order`, { locations: ids.toReversed() });
  const rules = `${path}/forwarding_rules`;
  const rule = `${rules}/${(await dns.done('POST', rules, { type: 'zone', match: 'corp.example', forward_to: ['192.168.1.53'], description: 'the site' })).get('id').text}`;
  await dns.done('PATCH', rule, { forward_to: ['192.168.1.54'] });
  for (const each of [rules, `${rules}?offset=1&limit=1`, rule, path, '']) await dns.done('GET', each);
  await dns.done('DELETE', rule);
  await dns.refused(404, 'GET', rule);
  await dns.done('DELETE', location);
  await dns.done('PATCH', path, { enabled: false });
  await dns.done('DELETE', path);
  await dns.refused(404, 'GET', path);
  await bench.call('DELETE', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances/${dns.guid}`);
}
