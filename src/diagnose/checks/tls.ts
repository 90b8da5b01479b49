import { weighed } from './addresses';
import type { Check } from './check';
import { eachMember, fold } from './eachMember';
import { t } from '../../model/l10n';

/** Is every member who it says it is: name and chain of its certificate? */
export const tls: Check = {
  id: 'tls',
  title: t('TLS, name and chain'),
  dependsOn: ['tcp'],
  async run(context, signal) {
    const { probes, words, explain } = context;
    const outcomes = await eachMember(probes, (probe) => probe.secure(signal));
    const passed = t('{0}, names and chains verified', outcomes[0]?.detail ?? 'TLS');
    return weighed(fold(outcomes, { passed, some: t('{0} verified', words.members) }, explain), probes, context, 'tls.');
  },
};
