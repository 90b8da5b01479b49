import type { Check } from '../../checks/check';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';
import { t } from '../../../model/l10n';

/** Does every broker take the key? */
export function saslCheck(talk: KafkaTalk): Check {
  return {
    id: 'sasl',
    title: t('Sign-in (SASL PLAIN)'),
    dependsOn: ['tls'],
    async run(context, signal) {
      const { secret, probes, explain } = context;
      if (secret === undefined) {
        const code = 'sasl.no-key';
        return { state: 'not-run', code, summary: t('no API key to sign in with'), evidence: [], ...explain(code) };
      }
      const outcomes = await eachMember(probes, (probe) => talk.signIn(probe, context, secret, signal));
      return fold(outcomes, { passed: t('{0} of {1} brokers accept the key', outcomes.length, outcomes.length), some: t('brokers accept the key') }, explain);
    },
  };
}
