/** A resource named by another one. */
export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly crn?: string | undefined;
}

/** What every VPC resource has; `href` is the API's own address of it, for Show Details. */
export interface Resource extends Reference {
  readonly crn: string;
  readonly href: string;
  readonly createdAt: string;
}

export interface ReservedIp {
  readonly id: string;
  readonly name: string;
  /** `0.0.0.0` until the cloud has allocated it. */
  readonly address: string;
  readonly subnetId?: string | undefined;
}

/** Why something is in the state that it is in, in the cloud's own code and words. */
export interface StateReason {
  readonly code: string;
  readonly message: string;
}

/** What was read, and the tag by which the cloud tells whether it is still so when it is changed. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}
