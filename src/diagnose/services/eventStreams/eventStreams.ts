import type { ServiceChecks } from '../serviceChecks';
import { apiVersionsCheck } from './apiVersions';
import { authorityCheck } from './authority';
import { brokersCheck } from './brokers';
import { explanations } from './explanations';
import { KafkaTalk } from './kafkaTalk';
import { metadataCheck } from './metadata';
import { saslCheck } from './sasl';

/** Event Streams is asked as any Kafka is: sign-in, what it speaks, who is there, every broker by its own name, and what one may do. */
export const eventStreams: ServiceChecks = {
  ladder() {
    const talk = new KafkaTalk();
    return [saslCheck(talk), apiVersionsCheck(talk), metadataCheck(talk), brokersCheck(talk), authorityCheck(talk)];
  },
  explanations,
  provesMembers: 'brokers',
};
