import { array, fallback, nullish, object, optional, safeParse, string, type InferOutput } from 'valibot';
import type { EventStreamsInstance, HostPort } from '../model/instance';

const maybeText = fallback(nullish(string()), undefined);
const maybeTexts = fallback(nullish(array(string())), undefined);

const privateEndpoints = fallback(nullish(object({ dns_domain: string(), dns_hosts: array(string()) })), undefined);

/**
 * What the product reads of an instance's `extensions`. Every part is optional: plans, generations and years differ, and
 * what cannot be read counts as absent. Source: IBM-CLOUD A.4.
 */
const extensionsDocument = object({
  kafka_brokers_sasl: maybeTexts,
  virtual_private_endpoints: privateEndpoints,
  dataservices: fallback(nullish(object({
    connection: fallback(nullish(object({ bootstrap_servers: maybeText })), undefined),
    virtual_private_endpoints: privateEndpoints,
  })), undefined),
});

export type Reach = Pick<EventStreamsInstance, 'generation' | 'access' | 'bootstrap' | 'privateNames'>;

// Of the Kafka listener. Source: IBM-CLOUD A.4.
const kafkaPort = 9093;

/** Generation, access and names of an Event Streams instance, from what the API says. Source: IBM-CLOUD A.1, A.4. */
export function readReach(extensions: unknown, parameters: unknown): Reach {
  const read = safeParse(extensionsDocument, extensions ?? {});
  if (!read.success) {
    return { generation: undefined, access: 'unknown', bootstrap: [], privateNames: [] };
  }
  const { dataservices, kafka_brokers_sasl: brokers, virtual_private_endpoints: outer } = read.output;
  // The documentation's sample closes its braces wrongly, so the names may stand in either place.
  const privateNames = namesOf(outer ?? dataservices?.virtual_private_endpoints);
  const second = parseHostPorts(dataservices?.connection?.bootstrap_servers ?? '');
  if (second.length > 0) {
    return { generation: 2, access: 'private', bootstrap: second, privateNames };
  }
  const first = (brokers ?? []).flatMap(parseHostPorts);
  if (first.length === 0) {
    return { generation: undefined, access: 'unknown', bootstrap: [], privateNames };
  }
  const access = accessOf(parameters, privateNames.length > 0);
  return { generation: 1, access, bootstrap: access === 'public' ? first : privateBootstrap(first, privateNames), privateNames };
}

/** "host:port,host:port"; what is not of that form is left out. */
export function parseHostPorts(text: string): readonly HostPort[] {
  return text.split(',').flatMap((part) => {
    const match = /^\s*([A-Za-z0-9._-]+):(\d{1,5})\s*$/.exec(part);
    const port = Number(match?.[2]);
    return match?.[1] === undefined || port < 1 || port > 65_535 ? [] : [{ host: match[1], port }];
  });
}

/** `dns_hosts[i].dns_domain`, wildcards included. Source: IBM-CLOUD A.4. */
function namesOf(endpoints: InferOutput<typeof privateEndpoints>): readonly string[] {
  return endpoints === null || endpoints === undefined
    ? []
    : endpoints.dns_hosts.map((host) => `${host}.${endpoints.dns_domain}`);
}

const accessParameters = object({ 'service-endpoints': optional(string()) });

/** Gen 1: as it was ordered; without a word of it, the private names tell that there is a private way. */
function accessOf(parameters: unknown, hasPrivateNames: boolean): EventStreamsInstance['access'] {
  const read = safeParse(accessParameters, parameters ?? {});
  const ordered = read.success ? read.output['service-endpoints'] : undefined;
  if (ordered === 'public' || ordered === 'private' || ordered === 'public-and-private') {
    return ordered;
  }
  return hasPrivateNames ? 'unknown' : 'public';
}

/** A Gen 1 instance with both kinds of endpoint lists its public brokers; the gateway serves the private ones. */
function privateBootstrap(brokers: readonly HostPort[], privateNames: readonly string[]): readonly HostPort[] {
  const known = new Set(privateNames);
  const listed = brokers.filter(({ host }) => known.has(host));
  if (listed.length > 0) {
    return listed;
  }
  const named = privateNames.filter((name) => name.startsWith('kafka-'));
  return named.length === 0 ? brokers : named.map((host) => ({ host, port: kafkaPort }));
}
