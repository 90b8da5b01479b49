import type { EventStreamsInstance, HostPort } from '../model/instance';
import type { Secret } from '../model/secret';

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
  readonly apiKey?: Secret | undefined;
  /** `one-time`: shown at creation only. `role`: the viewer's role is too low. Source: IBM-CLOUD A.6. */
  readonly hidden?: 'one-time' | 'role' | undefined;
  /** Empty where the credential names none; the instance's own list holds then. */
  readonly bootstrap: readonly HostPort[];
}

export interface NewServiceKey {
  readonly name: string;
  readonly instanceCrn: string;
  readonly role: 'Manager' | 'Writer' | 'Reader';
  /** Asks a Gen 1 instance with both kinds of endpoint for its private names. Source: IBM-CLOUD A.6. */
  readonly privateEndpoints: boolean;
}

/** Resource Controller and Resource Manager. */
export interface ResourceService {
  /** All Event Streams instances of the account, in any state, in any region. */
  listEventStreams(signal: AbortSignal): Promise<readonly EventStreamsInstance[]>;
  getInstance(crn: string, signal: AbortSignal): Promise<EventStreamsInstance>;
  listKeys(instanceCrn: string, signal: AbortSignal): Promise<readonly ServiceKey[]>;
  /** The only moment at which the secret is sure to be shown: store it at once. */
  createKey(request: NewServiceKey, signal: AbortSignal): Promise<ServiceKey>;
  deleteKey(id: string, signal: AbortSignal): Promise<void>;
  listResourceGroups(accountId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]>;
  /** The instance's document as the API gives it, for showing. */
  readRaw(crn: string, signal: AbortSignal): Promise<unknown>;
}
