import assert from 'node:assert/strict';
import type { Json } from '../control/json';
import { ground, region, type Ground } from '../control/story';
import { Bench, type Answer, type BenchOptions } from '../control/support';

export const plan = '2c8fa097-d7c2-4df2-b53e-2efb7874cdf7';

/** Orders an instance; a refusal is an answer too. */
export async function order(bench: Bench, more: object = {}): Promise<Answer> {
  const { resourceController, resourceManager } = bench.sandbox.endpoints;
  const groups = await bench.call('GET', `${resourceManager}/v2/resource_groups`);
  return bench.call('POST', `${resourceController}/v2/resource_instances`, {
    name: 'names', target: 'global', resource_group: groups.body.get('resources', 0, 'id').text, resource_plan_id: plan, ...more,
  });
}

/** One instance of DNS Services in a running sandbox, and a VPC with subnets in two zones. */
export class DnsBench {
  private constructor(readonly bench: Bench, readonly guid: string, readonly place: Ground) {}

  static async start(options: BenchOptions = {}): Promise<DnsBench> {
    return DnsBench.on(await Bench.start(options));
  }

  static async on(bench: Bench, name = 'names'): Promise<DnsBench> {
    const made = await order(bench, { name });
    assert.equal(made.status, 201, made.text);
    const guid = made.body.get('guid').text;
    const dns = new DnsBench(bench, guid, await ground(bench, name));
    await bench.until(() => dns.call('GET', ''), ({ status }) => status === 200);
    return dns;
  }

  /** Below the instance's custom resolvers. */
  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.bench.call(method, `${this.bench.sandbox.endpoints.dnsServices}/instances/${this.guid}/custom_resolvers${path}`, body, { 'content-type': 'application/json' });
  }

  /** A call that succeeds; gives its answer. */
  async done(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.call(method, path, body);
    assert.ok(answer.status < 300, answer.text);
    return answer.body;
  }

  /** A call that is refused in the service's own envelope; gives the message. */
  async refused(status: number, method: string, path: string, body?: unknown): Promise<string> {
    const answer = await this.call(method, path, body);
    assert.equal(answer.status, status, answer.text);
    assert.notEqual(answer.body.get('trace').text, '');
    return answer.body.get('errors', 0, 'message').text;
  }

  async subnetCrn(id: string): Promise<string> {
    return (await this.bench.vpc(region, 'GET', `/subnets/${id}`)).body.get('crn').text;
  }

  async locations(...subnets: string[]): Promise<object[]> {
    return Promise.all(subnets.map(async (id) => ({ subnet_crn: await this.subnetCrn(id), enabled: true })));
  }

  /** A resolver with a location in each subnet; gives its path. */
  async resolver(...subnets: string[]): Promise<string> {
    const made = await this.done('POST', '', { name: 'names', locations: await this.locations(...subnets) });
    return `/${made.get('id').text}`;
  }

  async healthy(path: string): Promise<Json> {
    return (await this.bench.until(() => this.call('GET', path), ({ body }) => body.get('health').text === 'HEALTHY')).body;
  }

  stop(): Promise<void> {
    return this.bench.stop();
  }
}
