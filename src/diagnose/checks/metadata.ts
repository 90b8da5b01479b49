import { visible } from '../../model/text';
import { readMetadata } from '../../kafka/session';
import { explain } from '../causes';
import type { Check } from './check';
import { eachBroker, fold } from './eachBroker';

/** Which cluster is it, and which brokers does it name? Asked of one broker: every broker gives the same answer. */
export const metadata: Check = {
  id: 'metadata',
  title: 'Metadata and cluster id',
  dependsOn: ['api-versions'],
  async run(context, signal) {
    const [outcome] = await eachBroker(context.probes.slice(0, 1), async (probe) => {
      context.metadata = await readMetadata(probe.wire, signal);
      return context.metadata.brokers.map((broker) => `broker ${broker.id} at ${visible(broker.host, 255)}:${broker.port}`);
    });
    const seen = context.metadata;
    if (outcome === undefined || !outcome.passed || seen === undefined) {
      return fold(outcome === undefined ? [] : [outcome], '', 'brokers told');
    }
    if (seen.brokers.length === 0) {
      return { state: 'failed', code: 'kafka.no-brokers', summary: 'the cluster names no broker', evidence: [], ...explain('kafka.no-brokers', '', '') };
    }
    const evidence = [...outcome.evidence, `controller ${seen.controllerId}`];
    return { state: 'passed', code: 'ok', summary: `cluster ${visible(seen.clusterId ?? 'without an id', 80)}, ${seen.brokers.length} brokers`, evidence };
  },
};
