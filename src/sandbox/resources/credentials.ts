import type { ServiceInstanceRow, ServiceKeyRow } from '../state/records';
import { joined } from './extensions';

/**
 * A key's credentials. Generation 1's fields are published, of generation 2 only `bootstrap_endpoints`, `user` and `api_key`
 * are (IBM-CLOUD A.6): the rest is what every IAM-enabled service has.
 */
export function credentialsOf(instance: ServiceInstanceRow, key: ServiceKeyRow): Record<string, unknown> {
  const common = {
    api_key: key.apiKey, apikey: key.apiKey, bootstrap_endpoints: joined(instance.brokers),
    iam_apikey_description: `Auto-generated for key ${key.crn}`, iam_apikey_id: `ApiKey-${key.id}`, iam_apikey_name: key.name,
    iam_role_crn: `crn:v1:bluemix:public:iam::::serviceRole:${key.role}`,
    iam_serviceid_crn: `crn:v1:bluemix:public:iam-identity::a/${accountOf(instance.crn)}::serviceid:${key.serviceId}`,
    instance_id: instance.id, user: 'token', password: key.apiKey,
  };
  const http = instance.extensions['kafka_http_url'];
  return http === undefined
    ? common
    : { ...common, kafka_admin_url: http, kafka_http_url: http, kafka_brokers_sasl: instance.brokers.map(({ host, port }) => `${host}:${port}`) };
}

function accountOf(crn: string): string {
  return crn.split(':')[6]?.slice(2) ?? '';
}
