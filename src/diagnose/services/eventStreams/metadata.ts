import type { Finding } from '../../../model/check';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { ClusterMetadata } from '../../../kafka/messages';
import { topicsForMessages } from '../../../kafka/operations';
import { readMetadata } from '../../../kafka/session';
import type { Check, CheckContext } from '../../checks/check';
import { eachMember, fold } from '../../checks/eachMember';
import type { KafkaTalk } from './kafkaTalk';

/** More brokers than any plan has are neither shown nor probed: the list comes from the network. */
export const mostBrokers = 50;

/** Enough to choose from; whoever has more types the name. */
export const mostTopics = 200;

/** Which cluster is it, and which brokers does it name? Asked of one broker: every broker gives the same answer. */
export function metadataCheck(talk: KafkaTalk): Check {
  return {
    id: 'metadata',
    title: t('Metadata and cluster id'),
    dependsOn: ['api-versions'],
    async run(context, signal) {
      const outcomes = await eachMember(context.probes.slice(0, 1), async (probe) => {
        talk.metadata = await readMetadata(talk.wire(probe, context), signal);
        return [];
      });
      return talk.metadata === undefined
        ? fold(outcomes, { passed: '', some: t('brokers told') }, context.explain) : told(talk.metadata, context);
    },
  };
}

function told({ clusterId, controllerId, brokers, topics }: ClusterMetadata, context: CheckContext): Finding {
  context.learnt({
    identity: clusterId === undefined ? undefined : { label: t('Cluster'), value: clusterId },
    members: brokers.slice(0, mostBrokers).map(({ host, port }) => ({ host, port })),
    holds: topicsForMessages({ topics }).slice(0, mostTopics),
  });
  if (brokers.length === 0) {
    return { state: 'failed', code: 'kafka.no-brokers', summary: t('the cluster names no broker'), evidence: [], ...context.explain('kafka.no-brokers') };
  }
  const named = brokers.slice(0, mostBrokers).map(({ id, host, port }) => t('broker {0} at {1}:{2}', id, visible(host, 255), port));
  return {
    state: 'passed', code: 'ok', summary: t('cluster {0}, {1} brokers', visible(clusterId ?? t('without an id'), 80), brokers.length),
    evidence: [...named, t('controller {0}', controllerId)],
  };
}
