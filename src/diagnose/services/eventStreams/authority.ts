import { authorityOf, type Authority } from '../../../kafka/operations';
import type { Finding } from '../../../model/check';
import { t } from '../../../model/l10n';
import { notAsked, type Check } from '../../checks/check';
import type { Explain } from '../../causes';
import type { KafkaTalk } from './kafkaTalk';

/** What may the key do? Read from Kafka's own authorized operations; nothing is tried out. */
export function authorityCheck(talk: KafkaTalk): Check {
  return {
    id: 'authority',
    title: t('What the key may do'),
    dependsOn: ['metadata'],
    run: ({ explain }) => Promise.resolve(talk.metadata === undefined ? notAsked : judged(authorityOf(talk.metadata), explain)),
  };
}

function judged(found: Authority, explain: Explain): Finding {
  const evidence = [t('{0} topics seen: {1} readable, {2} writable', found.topics, found.readable, found.writable)];
  if (!found.known) {
    return { state: 'passed', code: 'ok', summary: t('the brokers do not say'), evidence };
  }
  if (!found.createsTopics && found.topics > 0 && found.readable === 0 && found.writable === 0) {
    const code = 'kafka.no-authority';
    return { state: 'failed', code, summary: t('may sign in and nothing else'), evidence, ...explain(code) };
  }
  return { state: 'passed', code: 'ok', summary: inWords(found), evidence };
}

function inWords(found: Authority): string {
  const topics = found.topics === 0 ? t('sees no topics') : t('may write {0} and read {1} of {2} topics', found.writable, found.readable, found.topics);
  return found.createsTopics ? t('may create topics, {0}', topics) : topics;
}
