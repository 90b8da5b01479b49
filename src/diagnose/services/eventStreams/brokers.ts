import { weighed } from '../../checks/addresses';
import { notAsked, type Check } from '../../checks/check';
import { refuseElsewhere } from '../../checks/elsewhere';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';
import { mostBrokers } from './metadata';
import { t } from '../../../model/l10n';

/** Kafka has two steps: clients go on to the names that the brokers advertise, so each of those is tried from its name on. */
export function brokersCheck(talk: KafkaTalk): Check {
  return {
    id: 'brokers',
    title: t('Every advertised broker'),
    dependsOn: ['metadata'],
    async run(context, signal) {
      const { secret, explain, words } = context;
      const { metadata } = talk;
      if (secret === undefined || metadata === undefined) {
        return notAsked;
      }
      const probes = metadata.brokers.slice(0, mostBrokers).map(({ host, port }) => context.probe({ host, port }));
      const outcomes = await eachMember(probes, async (probe) => {
        await probe.resolve(signal);
        refuseElsewhere(probe, context);
        await probe.connect(signal);
        await probe.secure(signal);
        await talk.signIn(probe, context, secret, signal);
        return [t('{0}:{1}: name, TCP, TLS and sign-in passed', probe.member.host, probe.member.port)];
      });
      const passed = t('{0} of {1} brokers, each under its own name', outcomes.length, outcomes.length);
      const finding = weighed(fold(outcomes, { passed, some: t('{0} can be used', words.members) }, explain), probes, context);
      const unprobed = metadata.brokers.length - probes.length;
      return unprobed === 0 ? finding : { ...finding, summary: t('{0}; {1} more were not tried', finding.summary, unprobed) };
    },
  };
}
