import { t } from '../../../model/l10n';
import type { Secret } from '../../../model/secret';
import type { ClusterMetadata } from '../../../kafka/messages';
import { signIn } from '../../../kafka/session';
import { KafkaWire } from '../../../kafka/wire';
import type { CheckContext } from '../../checks/check';
import type { MemberProbe } from '../../memberProbe';

/** What the Kafka checks of one vantage share: a connection to each broker, and what the cluster said of itself. */
export class KafkaTalk {
  metadata: ClusterMetadata | undefined;
  readonly #wires = new WeakMap<MemberProbe, KafkaWire>();

  /** The broker's connection, once TLS is up; ends with the probe's. */
  wire(probe: MemberProbe, { milliseconds }: CheckContext): KafkaWire {
    const wire = this.#wires.get(probe) ?? new KafkaWire(probe.stream, probe.member, milliseconds);
    this.#wires.set(probe, wire);
    return wire;
  }

  /** SASL PLAIN. Rejects with `sasl.*` or `kafka.*`. */
  async signIn(probe: MemberProbe, context: CheckContext, apiKey: Secret, signal: AbortSignal): Promise<string[]> {
    await signIn(this.wire(probe, context), apiKey, signal);
    return [t('signed in as "token" with SASL PLAIN')];
  }
}
