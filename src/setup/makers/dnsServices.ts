import type { NewDnsServicesInstance } from '../../cloud/dnsServicesService';
import type { DnsServicesInstance } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { Found, LookContext, Maker, Waiting } from '../context';
import { ended, found, orAbsent } from './found';
import { openedInstance } from './inDnsServices';
import { isOver } from './inSecretsManager';

export const dnsServicesKind = 'dns-services';
/** Some seconds are usual. */
const limitMs = 10 * 60_000;

/** An instance of DNS Services, which holds custom resolvers. It costs nothing by itself. */
export const dnsServicesMaker: Maker<NewDnsServicesInstance, DnsServicesInstance> = {
  kind: dnsServicesKind,
  make: ({ dependencies: { cloud }, signal }, { name, resourceGroupId }) => cloud.dnsServices.create({ name, resourceGroupId }, signal),
  // The resource controller takes a name as often as it is given: ours is known by its end, which is the connection's own.
  find: async (context, { name }) => (await dnsInstances(context)).find((other) => other.name === name),
  describe: foundDnsServices,
  wait: ({ dependencies: { cloud }, signal }, { crn, name }) => ({
    what: t('the DNS Services instance {0}', name), everyMs: 5_000, limitMs, read: () => cloud.dnsServices.get(crn, signal), check: stateOf,
  }),
  recover: async (context, { name }) => {
    const ours = (await dnsInstances(context)).find((other) => other.name === name);
    return ours === undefined ? undefined : foundDnsServices(ours);
  },
  // Ours are gone by then, and the cloud says what else it holds.
  usedBy: async (context, { id: crn }) => {
    const [resolver] = await (await openedInstance(context, crn))?.listResolvers(context.signal) ?? [];
    return resolver === undefined ? undefined : t('the custom resolver {0} in it', resolver.name);
  },
  remove: async (context, { id: crn, name }) => {
    const { dependencies: { cloud: { dnsServices } }, signal } = context;
    const there = await orAbsent(context.read(() => dnsServices.get(crn, signal)));
    if (there === undefined || isOver(there)) {
      return;
    }
    await context.discard(() => dnsServices.delete(crn, signal));
    await context.until({
      what: t('the DNS Services instance {0}', name), everyMs: 5_000, limitMs, read: () => orAbsent(dnsServices.get(crn, signal)),
      check: (instance) => instance === undefined || isOver(instance) ? 'ready' : { waitingFor: t('its deletion') },
    });
  },
};

export function foundDnsServices({ crn, name }: DnsServicesInstance): Found {
  return found(dnsServicesKind, { id: crn, name, crn });
}

/** All of the account that are there. */
export async function dnsInstances({ dependencies: { cloud }, signal }: LookContext): Promise<readonly DnsServicesInstance[]> {
  return (await cloud.dnsServices.list(signal)).filter((instance) => !isOver(instance));
}

function stateOf({ name, state }: DnsServicesInstance): 'ready' | Waiting {
  if (['failed', 'inactive'].includes(state) || isOver({ state })) {
    throw ended(t('the DNS Services instance {0}', name), state, [], t('Undo, then run again; if it stays, ask IBM Cloud support.'));
  }
  return state === 'active' ? 'ready' : { waitingUntil: t('it is active (now: {0})', state) };
}
