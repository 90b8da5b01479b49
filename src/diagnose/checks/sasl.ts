import type { Check } from './check';
import { eachBroker, fold } from './eachBroker';

/** Does every broker take the key? */
export const sasl: Check = {
  id: 'sasl',
  title: 'Sign-in (SASL PLAIN)',
  dependsOn: ['tls'],
  async run(context, signal) {
    const { apiKey } = context;
    if (apiKey === undefined) {
      return {
        state: 'not-run', code: 'sasl.no-key', summary: 'no API key to sign in with', evidence: [],
        cause: 'The product keeps no service credential for this instance.',
        remedy: { title: 'Connect Privately…', command: 'privateConnect.connectPrivately' },
      };
    }
    const outcomes = await eachBroker(context.probes, (probe) => probe.signIn(apiKey, signal));
    return fold(outcomes, `${outcomes.length} of ${outcomes.length} brokers accept the key`, 'brokers accept the key');
  },
};
