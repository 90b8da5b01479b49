import type { HostPort } from '../../model/instance';
import type { Charge } from '../catalog/charge';
import type { ServicePeer, ServiceRole } from '../dataPlane';
import type { ServiceInstanceRow, ServiceKeyRow } from '../state/records';
import type { Authority } from '../tls/authority';

/**
 * One kind of instance that the sandbox serves: its catalogue entry and plans, its document, its credential, and what answers
 * for it on the network. Everything else goes by the list of them.
 */
export interface SandboxService {
  readonly id: string;
  /** Its entry in Global Catalog; the name is also what stands in a CRN. */
  readonly catalog: { readonly id: string; readonly name: string; readonly display: string };
  readonly plans: readonly ServicePlan[];
  /** Its instances are in no region: `global` is what they are ordered for. */
  readonly isGlobal?: true;
  /** What the Resource Controller's document says of an instance, once it is provisioned. */
  document(order: InstanceOrder): Extensions;
  /** The names and ports that answer for an instance, as its document tells them to clients; none before it is provisioned. */
  members(extensions: Extensions): readonly HostPort[];
  /** `credentials` of a resource key. */
  credential(instance: ServiceInstanceRow, key: ServiceKeyRow): Record<string, unknown>;
  /** Seconds of the cloud's time until an instance is active, and until its API answers at its own address, where it has one. */
  readonly pace?: { readonly active: number; readonly answers: number };
  /** Why the service's broker refuses an order, beside the instances that there are. */
  refusal?(order: Pick<InstanceOrder, 'plan' | 'parameters'>, others: readonly ServiceInstanceRow[]): string | undefined;
  /** Starts what answers for all its instances in the embedded network. Without it, connections to them are refused. */
  startPeer?(options: PeerOptions): Promise<ServicePeer>;
}

export interface ServicePlan {
  readonly id: string;
  readonly name: string;
  /** What the catalog shows it as: "Enterprise". */
  readonly display: string;
  /** Whether a key's secret is shown when it is made, and never again. */
  readonly oneTimeCredentials: boolean;
  /** None: the catalog publishes no price. */
  readonly charges?: readonly Charge[] | undefined;
}

/** `extensions` of an instance in the Resource Controller. */
export type Extensions = Readonly<Record<string, unknown>>;

/** What an instance's document is made from. */
export interface InstanceOrder {
  readonly guid: string;
  readonly region: string;
  /** The plan's name. */
  readonly plan: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Letters of the instance's own, for a service whose host names are not made of the guid. */
  readonly code: string;
}

export interface PeerOptions {
  /** Signs the certificates of all services. */
  readonly authority: Authority;
  /** The role that one of IAM's tokens gives at an instance; undefined refuses it. */
  acceptToken(token: string, crn: string): ServiceRole | undefined;
}

/** The service of an instance; undefined where the sandbox that saved it had one more than this. */
export function serviceOf(services: readonly SandboxService[], instance: Pick<ServiceInstanceRow, 'service'>): SandboxService | undefined {
  return services.find(({ catalog }) => catalog.id === instance.service);
}
