import type { Instance } from '../model/instance';
import type { Secret } from '../model/secret';
import type { OnUnreadable } from '../model/unreadable';

export interface ResourceGroup {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
}

/** A service credential. */
export interface ServiceKey {
  readonly id: string;
  readonly crn: string;
  readonly name: string;
  /** Absent where the cloud does not show it again; then `hidden` says why. */
  readonly secret?: Secret | undefined;
  /** `one-time`: shown at creation only. `role`: the viewer's role is lower than the credential's. */
  readonly hidden?: 'one-time' | 'role' | undefined;
}

/** A service credential as a list of the whole account names it, without its secret. */
export interface NamedServiceKey {
  readonly id: string;
  readonly crn: string;
  readonly name: string;
  /** CRN of the instance that it is of. */
  readonly instanceCrn: string;
}

export interface NewServiceKey {
  readonly name: string;
  readonly instanceCrn: string;
  /** One of the service's roles. */
  readonly role: string;
  /** The instance's `credentialParameters`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Resource Controller and Resource Manager. */
export interface ResourceService {
  /** All instances of the known services in the account, in any state, in any region. */
  listInstances(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly Instance[]>;
  /** Fails with `instance.unknown-service` for an instance of a service that is not known, as do the calls for its credentials. */
  getInstance(crn: string, signal: AbortSignal): Promise<Instance>;
  listKeys(instanceCrn: string, signal: AbortSignal): Promise<readonly ServiceKey[]>;
  /** Those of every instance of the account, of whatever service. */
  listAllKeys(signal: AbortSignal): Promise<readonly NamedServiceKey[]>;
  /** The only moment at which the secret is sure to be shown: store it at once. */
  createKey(request: NewServiceKey, signal: AbortSignal): Promise<ServiceKey>;
  deleteKey(id: string, signal: AbortSignal): Promise<void>;
  listResourceGroups(accountId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]>;
  /** The instance's document as the API gives it, for showing. */
  readRaw(crn: string, signal: AbortSignal): Promise<unknown>;
}
