import assert from 'node:assert/strict';
import type { Answer, Bench } from './support';

/** What the tests make first: a VPC with subnets in two zones, in a region that is empty. */
export interface Ground { readonly vpc: string; readonly one: string; readonly two: string; readonly defaultGroup: string }

export const region = 'ca-mon';

/** Makes something and gives its id; a refusal fails the test with the cloud's own words. */
export async function make(bench: Bench, path: string, body: unknown, where = region): Promise<string> {
  const answer = await bench.vpc(where, 'POST', path, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body.get('id').text;
}

export async function ground(bench: Bench, name = 'ground'): Promise<Ground> {
  const vpc = await make(bench, '/vpcs', { name });
  const ready = await bench.until(() => bench.vpc(region, 'GET', `/vpcs/${vpc}`), ({ body }) => body.get('status').text === 'available');
  const subnet = (zone: number): Promise<string> => make(bench, '/subnets', { name: `s${zone}`, vpc: { id: vpc }, zone: { name: `${region}-${zone}` }, total_ipv4_address_count: 256 });
  const [one, two] = [await subnet(1), await subnet(2)];
  await bench.until(() => bench.vpc(region, 'GET', `/subnets/${two}`), ({ body }) => body.get('status').text === 'available');
  return { vpc, one, two, defaultGroup: ready.body.get('default_security_group', 'id').text };
}

export async function crnOf(bench: Bench, name: string): Promise<string> {
  const { body } = await bench.call('GET', `${bench.sandbox.endpoints.resourceController}/v2/resource_instances`);
  return body.get('resources').list.find((instance) => instance.get('name').text === name)?.get('crn').text ?? '';
}

/** The prototype of a server in a subnet; `more` replaces parts. */
export async function serverPrototype(bench: Bench, subnet: string, zone: string, more: object = {}): Promise<object> {
  const images = await bench.vpc(region, 'GET', '/images?status=available');
  return {
    name: 'box', zone: { name: zone }, profile: { name: 'cx2-2x4' }, image: { id: images.body.get('images', 0, 'id').text },
    primary_network_attachment: { virtual_network_interface: { subnet: { id: subnet } } }, ...more,
  };
}

/** Waits until a resource's field has a value. */
export function reach(bench: Bench, path: string, field: string, value: string): Promise<Answer> {
  return bench.until(() => bench.vpc(region, 'GET', path), ({ body }) => body.get(field).text === value);
}

/** A refusal with this status and code, in the VPC API's envelope. */
export function assertRefused(answer: Answer, status: number, code: string): void {
  assert.equal(`${answer.status} ${answer.body.get('errors', 0, 'code').text}`, `${status} ${code}`, answer.text);
  assert.notEqual(answer.body.get('errors', 0, 'message').text, '');
  assert.notEqual(answer.body.get('trace').text, '');
}
