import { connect } from '../../causes';
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
        return {
          state: 'not-run', code: 'sasl.no-key', summary: 'no API key to sign in with', evidence: [],
          cause: 'The product keeps no service credential for this instance.', remedy: connect,
        };
      }
      const outcomes = await eachMember(probes, (probe) => talk.signIn(probe, context, secret, signal));
      return fold(outcomes, { passed: `${outcomes.length} of ${outcomes.length} brokers accept the key`, some: 'brokers accept the key' }, explain);
    },
  };
}
