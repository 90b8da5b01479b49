import type { BrokerFault } from '../kafka/faults';
import type { RealKafka } from '../kafka/service';

/** What a test does to the brokers. */
export type KafkaChange =
  | { readonly kind: 'fault'; readonly broker: string; readonly fault?: BrokerFault }
  | { readonly kind: 'stop' | 'start'; readonly node: number };

export function changeKafka(kafka: RealKafka, change: KafkaChange): Promise<void> {
  switch (change.kind) {
    case 'fault':
      return kafka.fault(change.broker, change.fault);
    case 'stop':
      return kafka.stopBroker(change.node);
    case 'start':
      return kafka.startBroker(change.node);
  }
}
