import type { Connection } from '../../model/connection';
import type { Step } from './step';
import { atOnce, free } from './step';
import { blocked, exists } from './finding';
import { connectable } from '../../model/instance';
import { isNotFound } from '../../cloud/errors';
import { visible } from '../../model/text';

const kind = 'instance';

/** The instance itself: never made here, but nothing works without it. */
export function instanceStep({ instance }: Connection): Step {
  return {
    id: 'instance',
    title: `Event Streams instance ${visible(instance.name)}`,
    why: 'It is what the connection leads to.',
    find: async (context) => {
      try {
        const found = await context.dependencies.cloud.resources.getInstance(instance.crn, context.signal);
        context.facts.instance = found;
        const answer = connectable(found);
        return answer.possible
          ? exists(kind, { id: found.guid, name: found.name, crn: found.crn }, `Gen ${found.generation ?? '?'}`)
          : blocked(answer.why, answer.next);
      } catch (error) {
        if (isNotFound(error)) {
          return blocked('The instance is not there any more.', 'Choose another instance, or remove this connection.');
        }
        throw error;
      }
    },
    create: () => Promise.reject(new TypeError('An instance is never made here.')),
    ready: atOnce,
    undo: () => Promise.resolve(),
    price: free,
  };
}
