/** A Kafka broker's or any other service's place: name and TCP port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** An Event Streams instance, with what the API says of it. */
export interface EventStreamsInstance {
  readonly crn: string;
  readonly guid: string;
  readonly name: string;
  readonly region: string;
  readonly resourceGroupId: string;
  readonly planId: string;
  /** From Global Catalog: "lite", "standard", "enterprise-3nodes-2tb", "enterprise-gen2"; the id where it has none. */
  readonly plan: string;
  readonly state: string;
  /** `undefined` where the API's answer has the marks of neither generation. */
  readonly generation: 1 | 2 | undefined;
  readonly access: 'public' | 'private' | 'public-and-private' | 'unknown';
  readonly bootstrap: readonly HostPort[];
  /** Names that an endpoint gateway serves for it, wildcards included. */
  readonly privateNames: readonly string[];
  readonly oneTimeCredentials: boolean;
  readonly createdAt: string;
}

/** Whether a private connection can be made, and if not, why and what instead. */
export type Connectable = { readonly possible: true } | { readonly possible: false; readonly why: string; readonly next: string };

/** Decides from what the API says, never from a host name. Source: IBM-CLOUD A.1, A.2. */
export function connectable(instance: EventStreamsInstance): Connectable {
  if (instance.state !== 'active') {
    return {
      possible: false,
      why: `The instance is ${instance.state}, not active.`,
      next: 'Wait until it is active, then refresh.',
    };
  }
  if (instance.generation === undefined) {
    return {
      possible: false,
      why: `The plan "${instance.plan}" is public only: it has no private endpoint.`,
      next: 'Use an Enterprise instance for a private connection, or reach this one over the internet.',
    };
  }
  if (instance.generation === 1 && instance.access === 'public') {
    return {
      possible: false,
      why: isSharedPlan(instance.plan)
        ? `The ${instance.plan} plan is public only: it has no private endpoint.`
        : 'Its service endpoints are public only.',
      next: isSharedPlan(instance.plan)
        ? 'Use an Enterprise instance for a private connection, or reach this one over the internet.'
        : 'Turn on its private endpoint (by way of public-and-private), then refresh.',
    };
  }
  return { possible: true };
}

function isSharedPlan(plan: string): boolean {
  return plan === 'lite' || plan === 'standard';
}
