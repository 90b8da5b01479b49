import assert from 'node:assert/strict';
import type { Json } from '../control/json';
import { Bench, type Answer, type BenchOptions } from '../control/support';

export const region = 'ca-mon';
export const plans = { standard: '7713c3a8-3be8-4a9a-81bb-ee822fcaac3d', trial: '869c191a-3c2a-4faf-98be-18d48f95ba1f' } as const;

/** Orders an instance; a refusal is an answer too. */
export async function order(bench: Bench, more: object = {}): Promise<Answer> {
  const { resourceController, resourceManager } = bench.sandbox.endpoints;
  const groups = await bench.call('GET', `${resourceManager}/v2/resource_groups`);
  return bench.call('POST', `${resourceController}/v2/resource_instances`, {
    name: 'secrets', target: region, resource_group: groups.body.get('resources', 0, 'id').text, resource_plan_id: plans.standard,
    parameters: { 'service-endpoints': 'public-and-private' }, ...more,
  });
}

/** An instance's address. */
export function addressOf(bench: Bench, guid: string, where = region): string {
  return bench.sandbox.endpoints.secretsManager.replace('{region}', where).replace('{instance}', guid);
}

/** One instance of Secrets Manager in a running sandbox. */
export class SecretsBench {
  private constructor(readonly bench: Bench, readonly guid: string, readonly address: string) {}

  static async start(options: BenchOptions = {}): Promise<SecretsBench> {
    return SecretsBench.on(await Bench.start(options));
  }

  static async on(bench: Bench): Promise<SecretsBench> {
    const made = await order(bench);
    assert.equal(made.status, 201, made.text);
    const guid = made.body.get('guid').text;
    const secrets = new SecretsBench(bench, guid, addressOf(bench, guid));
    const answered = await bench.until(() => secrets.call('GET', '/secret_groups'), ({ status }) => status === 200);
    assert.equal(answered.status, 200, answered.text);
    return secrets;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.bench.call(method, `${this.address}/api/v2${path}`, body);
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

  root(name = 'root', more: object = {}): Promise<Json> {
    return this.done('POST', '/configurations', {
      config_type: 'private_cert_configuration_root_ca', name, common_name: `${name}.example`, max_ttl: '87600h', key_type: 'ec', key_bits: 256,
      crl_disable: false, crl_distribution_points_encoded: true, issuing_certificates_urls_encoded: true, ...more,
    });
  }

  /** Made and signed. */
  async intermediate(name = 'intermediate', issuer = 'root', more: object = {}): Promise<Json> {
    await this.done('POST', '/configurations', {
      config_type: 'private_cert_configuration_intermediate_ca', name, common_name: `${name}.example`, max_ttl: '43800h', key_type: 'ec', key_bits: 256,
      signing_method: 'internal', issuer, crl_disable: false, crl_distribution_points_encoded: true, issuing_certificates_urls_encoded: true, ...more,
    });
    await this.act(issuer, 'sign_intermediate', { intermediate_certificate_authority: name });
    return this.done('GET', `/configurations/${name}`);
  }

  template(name = 'people', authority = 'intermediate', more: object = {}): Promise<Json> {
    return this.done('POST', '/configurations', {
      config_type: 'private_cert_configuration_template', name, certificate_authority: authority, allow_any_name: true, max_ttl: '8760h', key_type: 'ec', ...more,
    });
  }

  act(name: string, action: string, more: object = {}): Promise<Json> {
    return this.done('POST', `/configurations/${name}/actions`, { action_type: `private_cert_configuration_action_${action}`, ...more });
  }

  privateCertificate(name: string, more: object = {}): Promise<Json> {
    return this.done('POST', '/secrets', { secret_type: 'private_cert', name, certificate_template: 'people', common_name: name, ttl: '720h', ...more });
  }

  /** A root, an intermediate authority below it, and a template. */
  async authorities(): Promise<void> {
    await this.root();
    await this.intermediate();
    await this.template();
  }

  stop(): Promise<void> {
    return this.bench.stop();
  }
}
