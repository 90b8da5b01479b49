import type { InstanceDocument } from '../../../../src/model/service';

const domain = 'private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud';
const oldDomain = 'private.eu-de.messagehub.appdomain.cloud';

const at = (name: string) => ({ host: name, port: 9093 });

/** Gen 2: private only, its brokers under a wildcard of the guid. */
export const second = {
  brokers: [0, 1, 2].map((number) => at(`kafka-${number}.guid.${domain}`)),
  names: [`guid.${domain}`, `*.guid.${domain}`],
  connection: { bootstrap_servers: [0, 1, 2].map((number) => `kafka-${number}.guid.${domain}:9093`).join(',') },
  endpoints: { dns_domain: domain, dns_hosts: ['guid', '*.guid'], origin_type: 'vpc', ports: [{ port_min: 9093, port_max: 9093 }] },
};

/** Gen 1: a name a broker, and one for HTTP. */
export const first = {
  publicBrokers: ['kafka-0.public.example', 'kafka-1.public.example'].map(at),
  publicTexts: ['kafka-0.public.example:9093', 'kafka-1.public.example:9093'],
  privateBrokers: ['kafka-0-mh-abc', 'kafka-1-mh-abc'].map((name) => at(`${name}.${oldDomain}`)),
  privateTexts: ['kafka-0-mh-abc', 'kafka-1-mh-abc'].map((name) => `${name}.${oldDomain}:9093`),
  names: ['kafka-0-mh-abc', 'kafka-1-mh-abc', 'mh-abc'].map((host) => `${host}.${oldDomain}`),
  endpoints: { dns_domain: oldDomain, dns_hosts: ['kafka-0-mh-abc', 'kafka-1-mh-abc', 'mh-abc'], origin_type: 'cse' },
};

/** An active Enterprise instance that says nothing else of itself. */
export const bare: InstanceDocument = { plan: 'enterprise-3nodes-2tb', state: 'active', extensions: {}, parameters: {} };

export const gen2: InstanceDocument = {
  ...bare, plan: 'enterprise-gen2',
  extensions: { dataservices: { connection: second.connection, endpoints: 'private' }, virtual_private_endpoints: second.endpoints },
};

/** Gen 1, as it was ordered. */
export function gen1(access: 'public' | 'private' | 'public-and-private'): InstanceDocument {
  return {
    ...bare, parameters: { 'service-endpoints': access },
    extensions: {
      kafka_http_url: 'https://mh-abc.example',
      kafka_brokers_sasl: access === 'private' ? first.privateTexts : first.publicTexts,
      ...(access === 'public' ? {} : { virtual_private_endpoints: first.endpoints }),
    },
  };
}

/** Lite and Standard: public brokers, shared with other accounts. */
export function shared(plan: 'lite' | 'standard'): InstanceDocument {
  return { ...bare, plan, extensions: { kafka_http_url: 'https://x.example', kafka_brokers_sasl: first.publicTexts } };
}
