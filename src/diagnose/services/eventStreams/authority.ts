import { authorityOf, type Authority } from '../../../kafka/operations';
import type { Finding } from '../../../model/check';
import { notAsked, type Check } from '../../checks/check';
import type { Explain } from '../../causes';
import type { KafkaTalk } from './kafkaTalk';

/** What may the key do? Read from Kafka's own authorized operations; nothing is tried out. */
export function authorityCheck(talk: KafkaTalk): Check {
  return {
    id: 'authority',
    title: 'What the key may do',
    dependsOn: ['metadata'],
    run: ({ explain }) => Promise.resolve(talk.metadata === undefined ? notAsked : judged(authorityOf(talk.metadata), explain)),
  };
}

function judged(found: Authority, explain: Explain): Finding {
  const evidence = [`${found.topics} topics seen: ${found.readable} readable, ${found.writable} writable`];
  if (!found.known) {
    return { state: 'passed', code: 'ok', summary: 'the brokers do not say', evidence };
  }
  if (!found.createsTopics && found.topics > 0 && found.readable === 0 && found.writable === 0) {
    const code = 'kafka.no-authority';
    return { state: 'failed', code, summary: 'may sign in and nothing else', evidence, ...explain(code) };
  }
  return { state: 'passed', code: 'ok', summary: inWords(found), evidence };
}

function inWords(found: Authority): string {
  const topics = found.topics === 0 ? 'sees no topics' : `may write ${found.writable} and read ${found.readable} of ${found.topics} topics`;
  return found.createsTopics ? `may create topics, ${topics}` : topics;
}
