import { array, fallback, nullish, object, string, type InferOutput } from 'valibot';

/** `virtual_private_endpoints` in an instance's `extensions`, alike in every service; what cannot be read counts as absent. */
export const privateEndpoints = fallback(nullish(object({ dns_domain: string(), dns_hosts: array(string()) })), undefined);

// A DNS name, whose first label may be the wildcard. Whatever else a document holds is no name that could be looked up.
const dnsName = /^(\*|[a-z0-9_-]+)(\.[a-z0-9_-]+)*$/i;

/** The names that an endpoint gateway serves for the instance, wildcards included. An empty host stands for the domain itself. */
export function privateNames(endpoints: InferOutput<typeof privateEndpoints>): readonly string[] {
  const { dns_domain: domain, dns_hosts: hosts } = endpoints ?? { dns_domain: '', dns_hosts: [] };
  return hosts.map((host) => host === '' ? domain : `${host}.${domain}`).filter((name) => dnsName.test(name));
}
