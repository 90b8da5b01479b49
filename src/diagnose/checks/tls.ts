import { weighed } from './addresses';
import type { Check } from './check';
import { eachMember, fold } from './eachMember';

/** Is every member who it says it is: name and chain of its certificate? */
export const tls: Check = {
  id: 'tls',
  title: 'TLS, name and chain',
  dependsOn: ['tcp'],
  async run(context, signal) {
    const { probes, words, explain } = context;
    const outcomes = await eachMember(probes, (probe) => probe.secure(signal));
    const passed = `${outcomes[0]?.detail ?? 'TLS'}, names and chains verified`;
    return weighed(fold(outcomes, { passed, some: `${words.members} verified` }, explain), probes, context, 'tls.');
  },
};
