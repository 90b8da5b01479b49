import { readApiVersions } from '../../kafka/session';
import type { Check } from './check';
import { eachBroker, fold } from './eachBroker';

/** Does every broker speak Kafka, and which requests does it know? */
export const apiVersions: Check = {
  id: 'api-versions',
  title: 'Kafka API versions',
  dependsOn: ['sasl'],
  async run(context, signal) {
    const outcomes = await eachBroker(context.probes, async (probe) => {
      const ranges = await readApiVersions(probe.wire, signal);
      return [`${ranges.length} kinds of request`];
    });
    return fold(outcomes, outcomes[0]?.detail ?? 'Kafka', 'brokers speak Kafka');
  },
};
