import type { Bench } from '../unit/sandbox/control/support';
import { access, attributes, authorization, effective, post, restrict } from '../unit/sandbox/iam/policyStory';

/** Policies and restrictions of several kinds, so that a filter has something to leave out. */
export async function furnishPolicies(bench: Bench): Promise<void> {
  const manager = 'crn:v1:bluemix:public:iam::::serviceRole:Manager';
  const tagged = { attributes: attributes({ serviceName: 'is' }), tags: [{ name: 'env', value: 'test' }] };
  const client = access(bench, { access_group_id: 'AccessGroupId-vpn' }, 'crn:v1:bluemix:public:is::::serviceRole:VPNClient', { serviceName: 'is' });
  const services = access(bench, { iam_id: 'IBMid-2' }, manager, { serviceType: 'service' });
  for (const policy of [authorization(bench), client, services, { ...services, resources: [tagged] }]) await effective(bench, policy);
  await restrict(bench, ['is']);
  const resource = { serviceInstance: 'i', region: 'ca-mon', resourceType: 'secret-group', resource: 'r', serviceType: 'service', service_group_id: 'g' };
  await restrict(bench, [], {
    enforcement_mode: 'report', resources: [{ attributes: attributes({ accountId: bench.sandbox.accountId, ...resource }) }],
  });
}

/** A policy's whole life, and that of a rule with its zone, with what is refused on the way. */
export async function grantAndRevoke(bench: Bench): Promise<void> {
  const { accountId, endpoints: { iam, restrictions } } = bench.sandbox;
  const id = await effective(bench, authorization(bench));
  await post(bench, authorization(bench));
  await post(bench, { type: 'authorization' });
  for (const path of [`policies?account_id=${accountId}&type=authorization&limit=1`, `policies?account_id=${accountId}&limit=1`, `policies/${id}`]) {
    await bench.call('GET', `${iam}/v1/${path}`);
  }
  await bench.call('DELETE', `${iam}/v1/policies/${id}`);
  await bench.call('GET', `${iam}/v1/policies/${id}`);
  const made = await restrict(bench, ['is']);
  const [rule, zone] = [`rules/${made.rule}`, `zones/${made.zone}`];
  for (const path of [`rules?account_id=${accountId}&service_name=secrets-manager`, `zones?account_id=${accountId}`, rule, zone]) {
    await bench.call('GET', `${restrictions}/v1/${path}`);
  }
  for (const path of [zone, rule, zone, rule]) await bench.call('DELETE', `${restrictions}/v1/${path}`);
}
