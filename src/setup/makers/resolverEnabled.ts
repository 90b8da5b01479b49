import type { CustomResolver, DnsServicesInstance } from '../../model/dnsServices';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Found, Maker, Specification } from '../context';
import { boundTo, openedResolver, partOfResolver } from './inDnsServices';
import { idIn } from './inSecretsManager';

export interface ResolverEnabledSpecification extends Specification {
  readonly instance: DnsServicesInstance;
  readonly resolverId: string;
}

const kind = 'resolver-enabled';
const word = 'enabled';
const limitMs = 10 * 60_000;

/** The code of a refusal that ends by itself, as soon as one of the resolver's locations is up. */
export const notUpYet = 'setup.resolver-not-up';

/**
 * That a custom resolver is enabled, so that every host of its VPC asks it from its next lease on. Its id begins with the resolver's.
 * Source: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver
 */
export const resolverEnabledMaker = {
  kind,
  // One that is enabled by now was enabled by somebody else: it is refused as made, found, and so left to him.
  make: async ({ dependencies: { cloud }, signal }, { instance, resolverId }) => {
    const api = cloud.dnsServices.open(instance);
    if ((await api.getResolver(resolverId, signal)).enabled) {
      throw enabledMeanwhile();
    }
    try {
      return await api.updateResolver(resolverId, { enabled: true }, signal);
    } catch (error) {
      throw asNotUp(error);
    }
  },
  find: async ({ dependencies: { cloud }, signal }, { instance, resolverId }) => {
    const resolver = await cloud.dnsServices.open(instance).getResolver(resolverId, signal);
    return resolver.enabled ? resolver : undefined;
  },
  describe: (_made, { name, instance, resolverId }): Found => ({ kind, id: idIn(idIn(instance.crn, resolverId), word), name }),
  // The name in the journal is made of the resolver's id. Nothing tells who enabled it: after a lost answer it is taken for ours.
  recover: async (context, { name }) => {
    const of = name.slice(`${word}/`.length);
    return (await openedResolver(context, of))?.resolver.enabled === true ? { kind, id: idIn(of, word), name } : undefined;
  },
  usedBy: async (context, { id }) => {
    const opened = await openedResolver(context, partOfResolver(id).resolver);
    return opened === undefined ? undefined : await boundTo(context, opened.resolver);
  },
  remove: async (context, { id }) => {
    const { resolver: of } = partOfResolver(id);
    const opened = await context.read(() => openedResolver(context, of));
    if (opened?.resolver.enabled === true) {
      const { api, resolver } = opened;
      await context.discard(async () => { await api.updateResolver(resolver.id, { enabled: false }, context.signal); });
      await context.until({
        what: t('the custom resolver {0}', resolver.name), everyMs: 5_000, limitMs, read: () => openedResolver(context, of),
        check: (now) => now?.resolver.enabled === true ? { waitingUntil: t('it is disabled') } : 'ready',
      });
    }
  },
  addition: {
    added: t('enabled'), takenOff: t('disabled, as before'), without: t('without being enabled, which the run does'),
  },
} satisfies Maker<ResolverEnabledSpecification, CustomResolver>;

export function resolverEnabled(instance: DnsServicesInstance, resolverId: string): ResolverEnabledSpecification {
  return { name: `${word}/${idIn(instance.crn, resolverId)}`, instance, resolverId };
}

/**
 * The service has no published code for it, so that every refusal of the kind is tried again for a while, as Terraform's provider does:
 * https://registry.terraform.io/providers/IBM-Cloud/ibm/latest/docs/resources/dns_custom_resolver
 */
function asNotUp(error: unknown): unknown {
  if (!(error instanceof Failure) || ![400, 409, 412, 422].includes(error.status ?? 0)) {
    return error;
  }
  const { what, why, trace, status } = error;
  return new Failure({
    code: notUpYet, what, why, trace, status, cause: error,
    next: t('Look whether its locations are healthy, then run again: enabling is refused until one of them is.'),
  });
}

function enabledMeanwhile(): Failure {
  return new Failure({
    code: 'setup.switched-on-meanwhile', what: t('Could not enable the custom resolver'), why: t('Somebody enabled it a moment before.'),
    next: t('Run again: it is used as it is.'),
  });
}
