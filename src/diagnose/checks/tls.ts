import type { Check } from './check';
import { eachBroker, fold } from './eachBroker';

/** Is every broker who it says it is: name and chain of its certificate? */
export const tls: Check = {
  id: 'tls',
  title: 'TLS, name and chain',
  dependsOn: ['tcp'],
  async run(context, signal) {
    const outcomes = await eachBroker(context.probes, (probe) => probe.secure(signal));
    return fold(outcomes, `${outcomes[0]?.detail ?? 'TLS'}, names and chains verified`, 'brokers verified');
  },
};
