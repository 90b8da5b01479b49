import { BrokerProbe } from '../probe';
import type { Check } from './check';
import { eachBroker, fold } from './eachBroker';

/** More brokers than any plan has are not probed: the list comes from the network. */
const mostBrokers = 50;

/** Kafka has two steps: clients go on to the names that the brokers advertise, so each of those is tried from its name on. */
export const brokers: Check = {
  id: 'brokers',
  title: 'Every advertised broker',
  dependsOn: ['metadata'],
  async run(context, signal) {
    const { network, apiKey, metadata } = context;
    if (network === undefined || apiKey === undefined || metadata === undefined) {
      return { state: 'not-run', code: 'not-run', summary: '', evidence: [] };
    }
    const probes = metadata.brokers.slice(0, mostBrokers).map((broker) => new BrokerProbe(broker, { ...context, network }));
    try {
      const outcomes = await eachBroker(probes, async (probe) => {
        await probe.resolve(signal);
        await probe.connect(signal);
        await probe.secure(signal);
        await probe.signIn(apiKey, signal);
        return [`${probe.broker.host}:${probe.broker.port}: name, TCP, TLS and sign-in passed`];
      });
      return fold(outcomes, `${outcomes.length} of ${outcomes.length} brokers, each under its own name`, 'brokers can be used');
    } finally {
      for (const probe of probes) {
        probe.close();
      }
    }
  },
};
