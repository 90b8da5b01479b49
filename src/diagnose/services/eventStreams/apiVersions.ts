import { readApiVersions } from '../../../kafka/session';
import type { Check } from '../../checks/check';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';
import { t } from '../../../model/l10n';

/** Does every broker speak Kafka, and which requests does it know? */
export function apiVersionsCheck(talk: KafkaTalk): Check {
  return {
    id: 'api-versions',
    title: t('Kafka API versions'),
    dependsOn: ['sasl'],
    async run(context, signal) {
      const outcomes = await eachMember(context.probes, async (probe) => {
        const ranges = await readApiVersions(talk.wire(probe, context), signal);
        return [t('{0} kinds of request', ranges.length)];
      });
      return fold(outcomes, { passed: outcomes[0]?.detail ?? 'Kafka', some: t('brokers speak Kafka') }, context.explain);
    },
  };
}
