import * as v from 'valibot';
import type { Extensions } from '../services/service';

const document = v.object({ virtual_private_endpoints: v.object({ dns_domain: v.string(), dns_hosts: v.array(v.string()) }) });

/**
 * The names that an endpoint gateway serves for an instance, wildcards included; none where it has no private endpoint.
 * A host without a name is the domain itself.
 */
export function privateNames(extensions: Extensions): string[] {
  const read = v.safeParse(document, extensions);
  if (!read.success) return [];
  const { dns_domain: domain, dns_hosts: hosts } = read.output.virtual_private_endpoints;
  return hosts.map((host) => (host === '' ? domain : `${host}.${domain}`));
}
