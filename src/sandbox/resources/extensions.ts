import type { HostPort } from '../../model/instance';

/** What an Event Streams instance says of itself. Source of the shapes: IBM-CLOUD A.4; Kafka's port is 9093. */
export interface Extensions {
  readonly extensions: Record<string, unknown>;
  readonly brokers: HostPort[];
  /** Names that an endpoint gateway serves for it. */
  readonly privateNames: string[];
}

const ports = (min: number, max: number): unknown[] => [{ port_min: min, port_max: max }];

/** Three-letter codes stand in private names; only ca-mon's and one of us-east are known. */
const codes: Readonly<Record<string, string>> = { 'ca-mon': 'uhp', 'us-east': 'axd', 'in-che': 'qrn' };

/** Generation 2: private only, brokers under a wildcard of the guid. */
export function generation2(region: string, guid: string, kafka: { storageGb: number; throughput: number }): Extensions {
  const domain = `private.${codes[region] ?? 'zzs'}.${region}.eventstreams.dataservices.appdomain.cloud`;
  const brokers = [0, 1, 2].map((number) => ({ host: `kafka-${number}.${guid}.${domain}`, port: 9093 }));
  return {
    brokers,
    privateNames: [`${guid}.${domain}`, `*.${guid}.${domain}`],
    extensions: {
      dataservices: {
        resources: { kafka: { storage_gb: kafka.storageGb, throughput_mb_s: kafka.throughput, version: '4.1' } },
        connection: {
          bootstrap_servers: joined(brokers),
          rest_url: `https://api.${region}.eventstreams.dataservices.cloud.ibm.com/v1/instance/${guid}`,
        },
        encryption: { disk: '' },
        endpoints: 'private',
        $schema: { version: '1.0.0' },
      },
      virtual_private_endpoints: {
        dns_domain: domain, dns_hosts: [guid, `*.${guid}`], origin_type: 'vpc', ports: ports(9093, 9093),
        endpoints: [1, 2, 3].map((zone) => ({ ip_address: `10.12.${zone}.17`, zone: `${region}-${zone}` })),
      },
    },
  };
}

/** Generation 1: `access` decides whether it has private names at all. */
export function generation1(region: string, code: string, access: 'public' | 'private' | 'public-and-private'): Extensions {
  const suffix = access === 'public' ? `svc0${code.length % 9}.${region}.eventstreams.cloud.ibm.com` : `private.${region}.messagehub.appdomain.cloud`;
  const hosts = [0, 1, 2].map((number) => `kafka-${number}-mh-${code}`);
  const brokers = hosts.map((host) => ({ host: `${host}.${suffix}`, port: 9093 }));
  const isPrivate = access !== 'public';
  const dnsHosts = [...hosts, `mh-${code}`];
  return {
    brokers,
    privateNames: isPrivate ? dnsHosts.map((host) => `${host}.${suffix}`) : [],
    extensions: {
      kafka_http_url: `https://mh-${code}.${suffix}`,
      kafka_brokers_sasl: brokers.map(({ host, port }) => `${host}:${port}`),
      ...(isPrivate ? {
        virtual_private_endpoints: {
          dns_domain: suffix, dns_hosts: dnsHosts, origin_type: 'cse', ports: ports(443, 9093),
          endpoints: [1, 2, 3].map((zone) => ({ ip_address: `166.9.${zone}.21`, zone: `${region}-${zone}` })),
        },
      } : {}),
    },
  };
}

/** Lite and Standard: shared, public brokers. */
export function shared(region: string, code: string): Extensions {
  const domain = `${code}.svc01.${region}.eventstreams.cloud.ibm.com`;
  const brokers = [0, 1, 2, 3, 4, 5].map((number) => ({ host: `broker-${number}-${domain}`, port: 9093 }));
  return {
    brokers,
    privateNames: [],
    extensions: { kafka_http_url: `https://${domain}`, kafka_brokers_sasl: brokers.map(({ host, port }) => `${host}:${port}`) },
  };
}

export function joined(brokers: readonly HostPort[]): string {
  return brokers.map(({ host, port }) => `${host}:${port}`).join(',');
}
