import { array, boolean, fallback, nullish, object, optional, safeParse, string, union } from 'valibot';
import type { HostPort, Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { InstanceDocument, InstanceReading } from '../../model/service';
import { visible } from '../../model/text';
import { privateEndpoints, privateNames } from '../privateNames';
import { connectable, isSharedPlan, type Marks } from './connectable';

/** Of the Kafka listener, in every generation. */
export const kafkaPort = 9093;

/**
 * What is read of an instance's `extensions`. Every part is optional: plans, generations and years differ, and what cannot
 * be read counts as absent. Shapes: cloud.ibm.com/docs/EventStreams and cloud.ibm.com/docs/EventStreams-gen2.
 */
const extensionsDocument = object({
  kafka_brokers_sasl: fallback(nullish(array(string())), undefined),
  virtual_private_endpoints: privateEndpoints,
  dataservices: fallback(nullish(object({
    connection: fallback(nullish(object({ bootstrap_servers: fallback(nullish(string()), undefined) })), undefined),
    virtual_private_endpoints: privateEndpoints,
  })), undefined),
});

type Reach = Pick<Instance, 'access' | 'members' | 'privateNames'> & { readonly generation: 1 | 2 | undefined };

/** Generation, access and names of an instance, from what the API says. */
export function readDocument({ plan, planTitle = plan, state, extensions, parameters }: InstanceDocument): InstanceReading {
  const { generation, ...reach } = readReach(extensions, parameters);
  return {
    ...reach,
    edition: editionOf({ plan, planTitle }, generation),
    connectable: connectable({ plan, planTitle, state, generation, access: reach.access }),
    ...takesTokensOnly(parameters) ? { tokensOnly: true } : {},
    // A credential of an instance with both kinds of endpoint names the public one unless it is asked for the other.
    credentialParameters: generation === 1 && reach.access !== 'public' ? { 'service-endpoints': 'private' } : {},
  };
}

function readReach(extensions: unknown, parameters: unknown): Reach {
  const read = safeParse(extensionsDocument, extensions);
  if (!read.success) {
    return { generation: undefined, access: 'unknown', members: [], privateNames: [] };
  }
  const { dataservices, kafka_brokers_sasl: brokers, virtual_private_endpoints: outer } = read.output;
  // The documentation's sample closes its braces wrongly, so the names may stand in either place.
  const names = privateNames(outer ?? dataservices?.virtual_private_endpoints);
  const second = hostPorts([dataservices?.connection?.bootstrap_servers ?? '']);
  if (second.length > 0) {
    return { generation: 2, access: 'private', members: second, privateNames: names };
  }
  const first = hostPorts(brokers ?? []);
  if (first.length === 0) {
    return { generation: undefined, access: 'unknown', members: [], privateNames: names };
  }
  const access = accessOf(parameters, names.length > 0);
  return { generation: 1, access, members: access === 'public' ? first : privateBrokers(first, names), privateNames: names };
}

function editionOf({ plan, planTitle }: Pick<Marks, 'plan' | 'planTitle'>, generation: Reach['generation']): string {
  if (isSharedPlan(plan)) {
    return plan === 'lite' ? 'Lite' : 'Standard';
  }
  return generation === undefined ? t('plan {0}', visible(planTitle, 60)) : t('Gen {0}', generation);
}

/** Texts of the form "host:port,host:port"; what is not of that form is left out, and what is named twice is taken once. */
function hostPorts(texts: readonly string[]): readonly HostPort[] {
  const found = texts.flatMap((text) => text.split(',')).flatMap(hostPort);
  return [...new Map(found.map((place) => [`${place.host}:${place.port}`, place])).values()];
}

function hostPort(text: string): readonly HostPort[] {
  const [, host, digits] = /^\s*([a-z0-9._-]+):(\d{1,5})\s*$/i.exec(text) ?? [];
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? [] : [{ host, port }];
}

const accessParameters = object({ 'service-endpoints': optional(string()) });

const flag = fallback(nullish(union([boolean(), string()])), undefined);
const tokenParameters = object({
  iam_token_only: flag,
  dataservices: fallback(nullish(object({ options: fallback(nullish(object({ iam_token_only: flag })), undefined) })), undefined),
});

/** As it was ordered, in either generation's place. */
function takesTokensOnly(parameters: unknown): boolean {
  const read = safeParse(tokenParameters, parameters);
  return read.success && [read.output.iam_token_only, read.output.dataservices?.options?.iam_token_only].some((each) => String(each) === 'true');
}

/** Gen 1: as it was ordered; without a word of it, the private names tell that there is a private way. */
function accessOf(parameters: unknown, hasPrivateNames: boolean): Instance['access'] {
  const read = safeParse(accessParameters, parameters);
  const ordered = read.success ? read.output['service-endpoints'] : undefined;
  if (ordered === 'public' || ordered === 'private' || ordered === 'public-and-private') {
    return ordered;
  }
  return hasPrivateNames ? 'unknown' : 'public';
}

/** A Gen 1 instance with both kinds of endpoint lists its public brokers; the gateway serves the private ones. */
function privateBrokers(listed: readonly HostPort[], names: readonly string[]): readonly HostPort[] {
  const known = new Set(names);
  const ours = listed.filter(({ host }) => known.has(host));
  if (ours.length > 0) {
    return ours;
  }
  const named = names.filter((name) => name.startsWith('kafka-'));
  return named.length === 0 ? listed : named.map((host) => ({ host, port: kafkaPort }));
}
