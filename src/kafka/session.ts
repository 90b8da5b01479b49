import { at } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';
import { visible } from '../model/text';
import { kafkaRefused } from './failures';
import { allMetadata, apiVersions, saslAuthenticate, saslHandshake, type ApiRange, type ClusterMetadata } from './messages';
import type { KafkaWire } from './wire';

const unsupportedMechanism = 33;
const authenticationFailed = 58;

/**
 * Signs in with PLAIN: Event Streams takes an API key as the password of the user `token`. Rejects with `sasl.mechanism`
 * where the instance takes tokens alone, with `sasl.rejected` and the broker's own words where it does not know the key, and
 * with `sasl.closed` where the broker hangs up instead of answering.
 */
export async function signIn(wire: KafkaWire, apiKey: Secret, signal: AbortSignal): Promise<void> {
  const offered = await wire.request(saslHandshake('PLAIN'), signal).catch(atSignIn);
  if (offered.error === unsupportedMechanism) {
    throw mechanismRefused(wire, offered.mechanisms);
  }
  if (offered.error !== 0) {
    throw kafkaRefused(wire.broker, 'SaslHandshake', offered.error);
  }
  const answer = await wire.request(saslAuthenticate(Buffer.from(`\0token\0${apiKey.reveal()}`)), signal).catch(atSignIn);
  if (answer.error === authenticationFailed) {
    throw keyRejected(wire, answer.message);
  }
  if (answer.error !== 0) {
    throw kafkaRefused(wire.broker, 'SaslAuthenticate', answer.error, answer.message);
  }
}

/** What the broker can do, as ranges of versions. */
export async function readApiVersions(wire: KafkaWire, signal: AbortSignal): Promise<readonly ApiRange[]> {
  const answer = await wire.request(apiVersions, signal);
  if (answer.error !== 0) {
    throw kafkaRefused(wire.broker, 'ApiVersions', answer.error);
  }
  return answer.ranges;
}

/** The cluster as the signed-in key sees it: id, brokers, topics, and what may be done with them. */
export function readMetadata(wire: KafkaWire, signal: AbortSignal): Promise<ClusterMetadata> {
  return wire.request(allMetadata, signal);
}

/** A hang-up at the sign-in tells of the key, one at any other request does not. */
function atSignIn(error: unknown): never {
  if (!(error instanceof Failure) || error.code !== 'kafka.closed') {
    throw error;
  }
  const { what, why, cause } = error;
  throw new Failure({ code: 'sasl.closed', what, why, next: t('Check the API key; brokers that restart during an update hang up too.'), cause });
}

function mechanismRefused(wire: KafkaWire, mechanisms: readonly string[]): Failure {
  return new Failure({
    code: 'sasl.mechanism',
    what: t('{0} does not take SASL PLAIN', at(wire.broker)),
    why: t('It offers {0}.', visible(mechanisms.join(', ')) || t('nothing')),
    next: t('The instance takes IAM tokens alone: use a client with OAUTHBEARER, or turn iam_token_only off.'),
  });
}

function keyRejected(wire: KafkaWire, message: string | undefined): Failure {
  return new Failure({
    code: 'sasl.rejected',
    what: t('{0} did not accept the API key', at(wire.broker)),
    why: visible(message ?? t('It gave no reason.')),
    next: t('Use a service credential of this instance that still exists; a key that was just made takes minutes to work.'),
  });
}
