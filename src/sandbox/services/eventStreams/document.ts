import * as v from 'valibot';
import type { HostPort } from '../../../model/instance';
import type { Extensions, InstanceOrder } from '../service';
import { plans } from './plans';

/** Every broker listens here, in every plan. */
const brokerPort = 9093;

/** What an instance says of itself: the two generations differ in all of it. */
export function document({ guid, region, plan, parameters, code }: InstanceOrder): Extensions {
  if (plan === plans.gen2.name) return generation2(region, guid);
  if (plan !== plans.enterprise.name) return shared(region, code);
  const access = parameters['service-endpoints'];
  return generation1(region, code, access === 'private' || access === 'public-and-private' ? access : 'public');
}

const published = v.object({
  kafka_brokers_sasl: v.optional(v.array(v.string())),
  dataservices: v.optional(v.object({ connection: v.object({ bootstrap_servers: v.string() }) })),
});

/** The brokers, as the document names them to clients. */
export function members(extensions: Extensions): HostPort[] {
  const read = v.safeParse(published, extensions);
  if (!read.success) return [];
  const { kafka_brokers_sasl: first, dataservices: second } = read.output;
  const brokers = first ?? second?.connection.bootstrap_servers.split(',') ?? [];
  return brokers.map((broker) => {
    const [host = '', port = ''] = broker.split(':');
    return { host, port: Number(port) };
  });
}

/** Brokers as clients are told of them: `host:port`. */
export function bootstrapOf(brokers: readonly HostPort[]): string[] {
  return brokers.map(({ host, port }) => `${host}:${port}`);
}

function brokersAt(hosts: readonly string[]): string[] {
  return bootstrapOf(hosts.map((host) => ({ host, port: brokerPort })));
}

const ports = (min: number, max: number): unknown[] => [{ port_min: min, port_max: max }];

/** Three-letter codes stand in private names; only ca-mon's and one of us-east are known. */
const codes: Readonly<Record<string, string>> = { 'ca-mon': 'uhp', 'us-east': 'axd', 'in-che': 'qrn' };

/** Generation 2: private only, brokers under a wildcard of the guid. */
function generation2(region: string, guid: string): Extensions {
  const domain = `private.${codes[region] ?? 'zzs'}.${region}.eventstreams.dataservices.appdomain.cloud`;
  return {
    dataservices: {
      resources: { kafka: { storage_gb: 2000, throughput_mb_s: 100, version: '4.1' } },
      connection: {
        bootstrap_servers: brokersAt([0, 1, 2].map((number) => `kafka-${number}.${guid}.${domain}`)).join(','),
        rest_url: `https://api.${region}.eventstreams.dataservices.cloud.ibm.com/v1/instance/${guid}`,
      },
      encryption: { disk: '' },
      endpoints: 'private',
      $schema: { version: '1.0.0' },
    },
    virtual_private_endpoints: {
      dns_domain: domain, dns_hosts: [guid, `*.${guid}`], origin_type: 'vpc', ports: ports(brokerPort, brokerPort),
      endpoints: [1, 2, 3].map((zone) => ({ ip_address: `10.12.${zone}.17`, zone: `${region}-${zone}` })),
    },
  };
}

/** Generation 1: `access` decides whether it has private names at all. */
function generation1(region: string, code: string, access: 'public' | 'private' | 'public-and-private'): Extensions {
  const suffix = access === 'public' ? `svc0${code.length % 9}.${region}.eventstreams.cloud.ibm.com` : `private.${region}.messagehub.appdomain.cloud`;
  const hosts = [0, 1, 2].map((number) => `kafka-${number}-mh-${code}`);
  return {
    kafka_http_url: `https://mh-${code}.${suffix}`,
    kafka_brokers_sasl: brokersAt(hosts.map((host) => `${host}.${suffix}`)),
    ...(access === 'public' ? {} : {
      virtual_private_endpoints: {
        dns_domain: suffix, dns_hosts: [...hosts, `mh-${code}`], origin_type: 'cse', ports: ports(443, brokerPort),
        endpoints: [1, 2, 3].map((zone) => ({ ip_address: `166.9.${zone}.21`, zone: `${region}-${zone}` })),
      },
    }),
  };
}

/** Lite and Standard: shared, public brokers. */
function shared(region: string, code: string): Extensions {
  const domain = `${code}.svc01.${region}.eventstreams.cloud.ibm.com`;
  return {
    kafka_http_url: `https://${domain}`,
    kafka_brokers_sasl: brokersAt([0, 1, 2, 3, 4, 5].map((number) => `broker-${number}-${domain}`)),
  };
}
