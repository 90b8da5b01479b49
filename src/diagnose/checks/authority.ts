import { authorityOf, type Authority } from '../../kafka/operations';
import { explain } from '../causes';
import type { Check } from './check';

/** What may the key do? Read from Kafka's own authorized operations; nothing is tried out. */
export const authority: Check = {
  id: 'authority',
  title: 'What the key may do',
  dependsOn: ['metadata'],
  run(context) {
    if (context.metadata === undefined) {
      return Promise.resolve({ state: 'not-run', code: 'not-run', summary: '', evidence: [] });
    }
    const found = authorityOf(context.metadata);
    const evidence = [`${found.topics} topics seen: ${found.readable} readable, ${found.writable} writable`];
    if (!found.known) {
      return Promise.resolve({ state: 'passed', code: 'ok', summary: 'the brokers do not say', evidence });
    }
    if (!found.createsTopics && found.topics > 0 && found.readable === 0 && found.writable === 0) {
      const summary = 'may sign in and nothing else';
      return Promise.resolve({ state: 'failed', code: 'kafka.no-authority', summary, evidence, ...explain('kafka.no-authority', '', '') });
    }
    return Promise.resolve({ state: 'passed', code: 'ok', summary: inWords(found), evidence });
  },
};

function inWords(found: Authority): string {
  const topics = found.topics === 0 ? 'sees no topics' : `may write ${found.writable} and read ${found.readable} of ${found.topics} topics`;
  return found.createsTopics ? `may create topics, ${topics}` : topics;
}
