import { t } from '../../model/l10n';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { heldNow } from '../makers/inSecretsManager';
import { missing, type Standing } from '../standing';
import { secretsManagerFact } from './secretsManager';

export interface Looked<Thing> {
  readonly there: Thing | undefined;
  /** How a step stands that found none. */
  readonly none: Standing;
}

/**
 * Looks for a thing in the instance of Secrets Manager that an earlier step left. Of one that does not answer nothing is known: a plan says so,
 * and a run makes nothing in it either, since making asks there as well.
 */
export async function lookInInstance<Thing>(
  context: StepContext, look: (instance: SecretsManagerInstance) => Promise<Thing | undefined>,
): Promise<Looked<Thing>> {
  const instance = context.facts.get(secretsManagerFact);
  if (instance === undefined) {
    return { there: undefined, none: missing() };
  }
  if (await heldNow(context, instance) !== undefined) {
    return { there: await look(instance), none: missing() };
  }
  // One that is still being made holds nothing yet.
  return { there: undefined, none: instance.state === 'active'
    ? missing(t('not known whether it is there: {0} does not answer', visible(instance.name))) : missing() };
}
