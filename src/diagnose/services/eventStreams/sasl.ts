import type { Check } from '../../checks/check';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';

/** Does every broker take the key? */
export function saslCheck(talk: KafkaTalk): Check {
  return {
    id: 'sasl',
    title: 'Sign-in (SASL PLAIN)',
    dependsOn: ['tls'],
    async run(context, signal) {
      const { secret, probes, explain } = context;
      if (secret === undefined) {
        const code = 'sasl.no-key';
        return { state: 'not-run', code, summary: 'no API key to sign in with', evidence: [], ...explain(code) };
      }
      const outcomes = await eachMember(probes, (probe) => talk.signIn(probe, context, secret, signal));
      return fold(outcomes, { passed: `${outcomes.length} of ${outcomes.length} brokers accept the key`, some: 'brokers accept the key' }, explain);
    },
  };
}
