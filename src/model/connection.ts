/** What the user wants: an instance, a route, choices. Saved; holds no secret. */
export interface Connection<Choices = unknown> {
  /** Ours, unique; also the key of its journal. */
  readonly id: string;
  readonly accountId: string;
  /** Id of the instance's service. */
  readonly service: string;
  readonly instance: { readonly crn: string; readonly guid: string; readonly name: string; readonly region: string };
  /** Id of a route; it may be one that only another version of the product knows. */
  readonly route: string;
  /** Role of the service credential, one of the service's. */
  readonly role: string;
  /** The route's own: only the route reads them. */
  readonly choices: Choices;
  readonly createdAt: string;
}
