import type { ServiceInstanceRow, ServiceKeyRow } from '../../state/records';
import { iamFields } from '../iamFields';
import { bootstrapOf, members } from './document';

/**
 * A key's credentials. Generation 1's fields are published, of generation 2 only `bootstrap_endpoints`, `user` and `api_key`
 * are: the rest is what every IAM-enabled service has.
 */
export function credential(instance: ServiceInstanceRow, key: ServiceKeyRow): Record<string, unknown> {
  const brokers = members(instance.extensions);
  const common = {
    ...iamFields(key), api_key: key.apiKey, bootstrap_endpoints: bootstrapOf(brokers).join(','), instance_id: instance.id, user: 'token', password: key.apiKey,
  };
  const http = instance.extensions['kafka_http_url'];
  return http === undefined ? common : { ...common, kafka_admin_url: http, kafka_http_url: http, kafka_brokers_sasl: bootstrapOf(brokers) };
}
