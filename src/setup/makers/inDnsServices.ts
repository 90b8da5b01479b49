import type { DnsServicesApi } from '../../cloud/dnsServicesService';
import { parseCrn } from '../../model/crn';
import type { CustomResolver, DnsServicesInstance, ResolverLocation } from '../../model/dnsServices';
import { t } from '../../model/l10n';
import type { LookContext, RunContext, StepContext } from '../context';
import { orAbsent } from './found';
import { isOver, placeOf } from './inSecretsManager';

/** A custom resolver, with the instance that holds it. */
export interface HeldResolver {
  readonly instance: DnsServicesInstance;
  readonly resolver: CustomResolver;
}

/** What an instance holds, as the journal's ids name it; undefined where the instance is gone with it. */
export async function openedInstance({ dependencies: { cloud }, signal }: LookContext, crn: string): Promise<DnsServicesApi | undefined> {
  const instance = await orAbsent(cloud.dnsServices.get(crn, signal));
  return instance === undefined || isOver(instance) ? undefined : cloud.dnsServices.open(instance);
}

/** A custom resolver by its id in the journal, which is that of its instance and its own. */
export interface OpenedResolver {
  readonly api: DnsServicesApi;
  readonly resolver: CustomResolver;
}

/** Undefined where it is gone, alone or with its instance. */
export async function openedResolver(context: LookContext, journalId: string): Promise<OpenedResolver | undefined> {
  const { instanceCrn, id } = placeOf(journalId);
  const api = await openedInstance(context, instanceCrn);
  const resolver = await (api === undefined ? undefined : orAbsent(api.getResolver(id, context.signal)));
  return api === undefined || resolver === undefined ? undefined : { api, resolver };
}

/** The two halves of the journal's id of what a custom resolver has. */
export function partOfResolver(journalId: string): { readonly resolver: string; readonly id: string } {
  const { instanceCrn: resolver, id } = placeOf(journalId);
  return { resolver, id };
}

/** The connection's own instances, each with what it holds: there a lost request of ours may have left something. */
export async function ownInstances(context: StepContext): Promise<readonly { readonly crn: string; readonly api: DnsServicesApi }[]> {
  const { dependencies: { cloud: { dnsServices } }, signal } = context;
  const own = (await dnsServices.list(signal)).filter((instance) => context.originOf(instance.crn) !== undefined && !isOver(instance));
  return own.map((instance) => ({ crn: instance.crn, api: dnsServices.open(instance) }));
}

/** The id of the subnet that a location is in. */
export function subnetIdOf({ subnetCrn }: Pick<ResolverLocation, 'subnetCrn'>): string {
  return parseCrn(subnetCrn)?.resource ?? subnetCrn;
}

const limitMs = 10 * 60_000;

/**
 * A location that is deleted keeps its address for a while, by an interface that no list shows, and its subnet cannot go before:
 * https://github.com/IBM-Cloud/terraform-provider-ibm/issues/2968
 */
export async function untilFree(context: RunContext, locations: readonly ResolverLocation[]): Promise<void> {
  for (const location of locations) {
    const { address } = location;
    await context.until({
      what: t('the subnet of a location of a custom resolver'), everyMs: 10_000, limitMs,
      read: async () => (await orAbsent(context.vpc.listTakenAddresses(subnetIdOf(location), context.signal)) ?? []).some((taken) => taken.address === address),
      check: (isTaken) => isTaken ? { waitingUntil: t(
        'DNS Services gives back the address {0}. It is not given back where its "auto-release" was switched off: delete that reserved IP then', address ?? '',
      ) } : 'ready',
    });
  }
}

/** The DNS resolution binding of another VPC that asks this resolver's VPC for names: without the resolver it would be left without any answer. */
export async function boundTo({ vpc, signal }: StepContext, { enabled, locations: [first] }: CustomResolver): Promise<string | undefined> {
  const subnet = !enabled || first === undefined ? undefined : await orAbsent(vpc.getSubnet(subnetIdOf(first), signal));
  const network = subnet === undefined ? undefined : await orAbsent(vpc.getVpc(subnet.vpc.id, signal));
  const [binding] = network?.dns?.isHub === true ? await vpc.listDnsBindings(network.id, signal) : [];
  return binding === undefined ? undefined : t('the VPC {0}, which asks it for names by the DNS resolution binding {1}', binding.vpc.name, binding.name);
}
