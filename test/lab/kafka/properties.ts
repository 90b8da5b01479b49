import { join } from 'node:path';
import type { HostPort } from '../../../src/model/instance';

/** Ports of one node on loopback. */
export interface NodePorts {
  /** SASL_SSL, where clients come in through the router. */
  readonly clients: number;
  /** Plain text among the brokers; whoever comes in there is a super user. */
  readonly internal: number;
  readonly controller: number;
}

/** What all nodes of a cluster have in common. */
export interface ClusterSettings {
  readonly folder: string;
  readonly brokers: readonly HostPort[];
  readonly ports: readonly NodePorts[];
  /** Where the keys are that tokens are checked with. */
  readonly tokenKeysUrl: string;
  /** Offers OAUTHBEARER alone. */
  readonly tokenOnly: boolean;
}

/** The configuration of one node: broker and controller in one, small and quick to start. */
export function nodeProperties(settings: ClusterSettings, node: number): string {
  const { folder, brokers, ports } = settings;
  const { clients, internal, controller } = ports[node] ?? { clients: 0, internal: 0, controller: 0 };
  const { host, port } = brokers[node] ?? { host: '', port: 0 };
  const copies = Math.min(brokers.length, 3);
  return lines({
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': ports.map((each, id) => `${id}@127.0.0.1:${each.controller}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'listeners': `SASL_SSL://127.0.0.1:${clients},INTERNAL://127.0.0.1:${internal},CONTROLLER://127.0.0.1:${controller}`,
    // Clients are told the private name, never an address: they must be able to come back by it.
    'advertised.listeners': `SASL_SSL://${host}:${port},INTERNAL://127.0.0.1:${internal}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, `data-${node}`),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': join(folder, `broker-${node}.pem`),
    ...signIn(settings),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': Math.min(copies, 2),
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': Math.min(copies, 2),
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 1,
    'num.io.threads': 2,
    'background.threads': 1,
    'log.cleaner.enable': false,
    'metric.reporters': '',
    // Shorter ones make a busy machine's controller lag behind.
    'broker.heartbeat.interval.ms': 300,
    'broker.session.timeout.ms': 6000,
    'controller.quorum.election.timeout.ms': 100,
  });
}

function signIn({ tokenOnly, tokenKeysUrl }: ClusterSettings): Record<string, string> {
  return {
    'sasl.enabled.mechanisms': tokenOnly ? 'OAUTHBEARER' : 'PLAIN,OAUTHBEARER',
    'listener.name.sasl_ssl.plain.sasl.jaas.config': 'org.apache.kafka.common.security.plain.PlainLoginModule required;',
    'listener.name.sasl_ssl.oauthbearer.sasl.jaas.config': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
    'listener.name.sasl_ssl.oauthbearer.sasl.server.callback.handler.class': 'Identities',
    // Kafka reads the file again whenever its time of change is another.
    'sasl.oauthbearer.jwks.endpoint.url': tokenKeysUrl,
    'sasl.oauthbearer.expected.issuer': 'https://iam.cloud.ibm.com/identity',
    // IAM's tokens name whom they are for here; `sub` is an e-mail address where that is a person.
    'sasl.oauthbearer.sub.claim.name': 'iam_id',
  };
}

/** What the service's roles may do, as lines of "role resource-type operations". Source: IBM-CLOUD A.7. */
export const roles = [
  'Manager cluster describe,describe_configs,create,idempotent_write',
  'Manager topic all',
  'Manager group all',
  'Manager transactional_id all',
  'Writer cluster describe,idempotent_write',
  'Writer topic describe,describe_configs,read,write',
  'Writer group describe,read',
  'Writer transactional_id describe,write',
  'Reader cluster describe',
  'Reader topic describe,describe_configs,read',
  'Reader group describe,read',
];

function lines(properties: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(properties).map(([name, value]) => `${name}=${String(value)}\n`).join('');
}
