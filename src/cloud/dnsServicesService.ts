import type { CustomResolver, DnsServicesInstance, ForwardingRule, ResolverLocation } from '../model/dnsServices';
import type { OnUnreadable } from '../model/unreadable';

export interface NewDnsServicesInstance {
  readonly name: string;
  readonly resourceGroupId: string;
}

/** Instances of DNS Services, over the resource controller. Nothing here is re-sent after a lost answer except reads. */
export interface DnsServices {
  /** All of the account, in any state. */
  list(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly DnsServicesInstance[]>;
  get(crn: string, signal: AbortSignal): Promise<DnsServicesInstance>;
  /** One of the plan `standard-dns`, which costs nothing by itself; it takes some seconds until it is active. */
  create(request: NewDnsServicesInstance, signal: AbortSignal): Promise<DnsServicesInstance>;
  /** Refused while it has custom resolvers or zones. */
  delete(crn: string, signal: AbortSignal): Promise<void>;
  /** What an instance holds. Makes no request. */
  open(instance: Pick<DnsServicesInstance, 'guid' | 'name'>): DnsServicesApi;
}

export interface NewLocation {
  readonly subnetCrn: string;
  readonly enabled: boolean;
}

export interface NewCustomResolver {
  readonly name: string;
  readonly description?: string | undefined;
  /** Of one VPC, at most three; several may be in one subnet. */
  readonly locations: readonly NewLocation[];
}

export interface NewForwardingRule {
  /** The domain whose names are forwarded, without a dot at its ends. */
  readonly match: string;
  readonly forwardTo: readonly string[];
  readonly description?: string | undefined;
}

/**
 * The custom resolvers of an instance: a VPC has one at most, in whatever instance. Sources: https://cloud.ibm.com/apidocs/dns-svcs and
 * https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver
 */
export interface CustomResolvers {
  listResolvers(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly CustomResolver[]>;
  getResolver(id: string, signal: AbortSignal): Promise<CustomResolver>;
  /** Always disabled at first, and `CRITICAL` until its locations are up. */
  createResolver(request: NewCustomResolver, signal: AbortSignal): Promise<CustomResolver>;
  /**
   * Enabling is refused until a location is up, for minutes, and changes whom every host of the VPC asks for names at its next lease. Disabling is
   * refused while other VPCs are bound to this one's names.
   */
  updateResolver(id: string, change: Partial<Pick<CustomResolver, 'name' | 'description' | 'enabled'>>, signal: AbortSignal): Promise<CustomResolver>;
  /** Refused while it is enabled. Its subnets are free some time later. */
  deleteResolver(id: string, signal: AbortSignal): Promise<void>;
}

/** Where a custom resolver answers: an address in a subnet each. */
export interface ResolverLocations {
  addLocation(resolverId: string, location: NewLocation, signal: AbortSignal): Promise<ResolverLocation>;
  updateLocation(resolverId: string, id: string, change: Partial<NewLocation>, signal: AbortSignal): Promise<ResolverLocation>;
  deleteLocation(resolverId: string, id: string, signal: AbortSignal): Promise<void>;
  /** All of its locations' ids in their new order. Their addresses change with it. */
  orderLocations(resolverId: string, ids: readonly string[], signal: AbortSignal): Promise<CustomResolver>;
}

/** For names that others know: those of the VPC need none, the default rule is for them. */
export interface ForwardingRules {
  listRules(resolverId: string, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly ForwardingRule[]>;
  getRule(resolverId: string, id: string, signal: AbortSignal): Promise<ForwardingRule>;
  createRule(resolverId: string, request: NewForwardingRule, signal: AbortSignal): Promise<ForwardingRule>;
  updateRule(resolverId: string, id: string, change: Partial<NewForwardingRule>, signal: AbortSignal): Promise<ForwardingRule>;
  deleteRule(resolverId: string, id: string, signal: AbortSignal): Promise<void>;
}

/** All that one instance holds. */
export interface DnsServicesApi extends CustomResolvers, ResolverLocations, ForwardingRules {}
