import { readApiVersions } from '../../../kafka/session';
import type { Check } from '../../checks/check';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';

/** Does every broker speak Kafka, and which requests does it know? */
export function apiVersionsCheck(talk: KafkaTalk): Check {
  return {
    id: 'api-versions',
    title: 'Kafka API versions',
    dependsOn: ['sasl'],
    async run(context, signal) {
      const outcomes = await eachMember(context.probes, async (probe) => {
        const ranges = await readApiVersions(talk.wire(probe, context), signal);
        return [`${ranges.length} kinds of request`];
      });
      return fold(outcomes, { passed: outcomes[0]?.detail ?? 'Kafka', some: 'brokers speak Kafka' }, context.explain);
    },
  };
}
