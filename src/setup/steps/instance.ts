import { isNotFound } from '../../cloud/errors';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Service } from '../../model/service';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { blocked, type Standing } from '../standing';
import type { Step } from './step';
import { atOnce, free } from './step';

const kind = 'instance';

/** The instance that the connection leads to. */
export const instanceFact = new Fact<Instance>('The instance');

/** The instance itself: never made here, but nothing works without it. */
export function instanceStep(instance: { readonly crn: string; readonly name: string }, { words }: Service): Step {
  return {
    id: 'instance',
    title: t('{0} instance {1}', words.title, visible(instance.name)),
    why: t('It is what is to be reached.'),
    find: async (context) => {
      try {
        return standing(context, await context.dependencies.cloud.resources.getInstance(instance.crn, context.signal));
      } catch (error) {
        if (isNotFound(error)) {
          return blocked(t('The instance is not there any more.'), t('Choose another instance, or remove this connection.'));
        }
        throw error;
      }
    },
    create: () => Promise.reject(new TypeError('An instance is never made here.')),
    ready: atOnce,
    price: free,
  };
}

/** The ports that clients of the instance need; undefined until it was found. */
export function portsOf({ facts, service }: StepContext): readonly number[] | undefined {
  const instance = facts.get(instanceFact);
  return instance === undefined ? undefined : service.ports(instance);
}

/** "9093"; before the instance was found, the service's usual port in words. */
export function portsInWords(context: StepContext): string {
  return portsOf(context)?.join(', ') ?? context.service.words.port;
}

function standing({ facts }: StepContext, found: Instance): Standing {
  facts.set(instanceFact, found);
  const { connectable } = found;
  return connectable.possible
    ? { kind: 'exists', resource: { kind, id: found.guid, name: found.name, crn: found.crn }, detail: found.edition }
    : blocked(connectable.why, connectable.next);
}
