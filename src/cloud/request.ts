/** The services that the product talks to, as they appear in failure codes: `vpc.not_authorized`. */
export type ServiceName =
  | 'iam' | 'vpc' | 'resource-controller' | 'resource-manager' | 'catalog' | 'search' | 'tagging'
  | 'restrictions' | 'address-lookup' | 'secrets-manager' | 'dns-services';

/** One HTTP request, whole: everything that is sent and everything that a failure of it needs to say. */
export interface CloudRequest {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Begins with a slash; its variable parts are encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as a form, instead of `body`. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What fails if it fails: "Could not create the endpoint gateway "orders-pc"". */
  readonly what: string;
  /** Who may do it, in the cloud's words of roles: named when the cloud refuses. */
  readonly permission?: string | undefined;
  /** The answer may hold a secret: no part of it is quoted where it is not as expected. */
  readonly secret?: boolean | undefined;
  /** Asking again after a lost answer changes nothing: every GET, and a POST that only asks. */
  readonly repeatable?: boolean | undefined;
}

export interface CloudAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** True where sending the request a second time does no harm. */
export function isRepeatable(request: CloudRequest): boolean {
  return request.repeatable ?? request.method === 'GET';
}
