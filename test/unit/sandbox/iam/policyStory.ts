import type { Answer, Bench } from '../control/support';

/** The guid of an instance of Secrets Manager, as policies name it. */
export const guid = '5d1c9b7e-6f0a-4c2b-9e43-0a1b2c3d4e5f';
export const reader = 'crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader';

type Attributes = Readonly<Record<string, string>>;

export function attributes(values: Attributes): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** The secret that a VPN server names. */
export function secretIn(bench: Bench, instance = guid): string {
  return `crn:v1:bluemix:public:secrets-manager:ca-mon:a/${bench.sandbox.accountId}:${instance}:secret:1`;
}

/** What lets client VPN servers read an instance's secrets, with what a test says otherwise. */
export function authorization(bench: Bench, more: { subject?: Attributes; resource?: Attributes; role?: string } = {}): Readonly<Record<string, unknown>> {
  const { accountId } = bench.sandbox;
  return {
    type: 'authorization', description: 'VPN servers read their certificates',
    subjects: [{ attributes: attributes({ serviceName: 'is', resourceType: 'vpn-server', accountId, ...more.subject }) }],
    roles: [{ role_id: more.role ?? reader }],
    resources: [{ attributes: attributes({ serviceName: 'secrets-manager', accountId, serviceInstance: guid, ...more.resource }) }],
  };
}

export function access(bench: Bench, subject: Attributes, role: string, resource: Attributes): Readonly<Record<string, unknown>> {
  return {
    type: 'access', subjects: [{ attributes: attributes(subject) }], roles: [{ role_id: role }],
    resources: [{ attributes: attributes({ accountId: bench.sandbox.accountId, ...resource }) }],
  };
}

export function post(bench: Bench, policy: unknown): Promise<Answer> {
  return bench.call('POST', `${bench.sandbox.endpoints.iam}/v1/policies`, policy);
}

/** A policy that counts already. */
export async function effective(bench: Bench, policy: unknown): Promise<string> {
  const { status, text, body } = await post(bench, policy);
  const id = body.get('id').text;
  if (status !== 201) throw new Error(text);
  for (let look = 0; look < 1000 && bench.sandbox.state.policies.get(id)?.phase !== 'effective'; look += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return id;
}

/** A rule for Secrets Manager with one zone, in which are those services. */
export async function restrict(bench: Bench, services: readonly string[], more: Readonly<Record<string, unknown>> = {}): Promise<{ rule: string; zone: string }> {
  const { accountId, endpoints: { restrictions } } = bench.sandbox;
  const zone = await bench.call('POST', `${restrictions}/v1/zones`, {
    name: 'office', account_id: accountId, addresses: [
      { type: 'ipAddress', value: '203.0.113.7' }, ...services.map((service) => ({ type: 'serviceRef', ref: { account_id: accountId, service_name: service } })),
    ],
  });
  const id = zone.body.get('id').text;
  const rule = await bench.call('POST', `${restrictions}/v1/rules`, {
    description: 'Secrets from the office alone', contexts: [{ attributes: attributes({ networkZoneId: id, endpointType: 'private' }) }],
    resources: [{ attributes: attributes({ accountId, serviceName: 'secrets-manager' }) }], ...more,
  });
  if (rule.status !== 201) throw new Error(rule.text);
  return { rule: rule.body.get('id').text, zone: id };
}
