import { isTrial } from '../../../cloud/secretsManagers';
import { t } from '../../../model/l10n';
import type { Cost } from '../../../model/plan';
import type { SecretsManagerInstance } from '../../../model/secretsManager';
import { visible } from '../../../model/text';
import type { VpnOffer } from '../../../setup/routes/clientVpn/offer';
import { secondTrial, type SecretsManagerChoice } from '../../../setup/steps/secretsManager';
import type { PickItem } from '../../prompts/answers';
import { describe } from '../../tree/node';
import { priceInWords } from './items';

type Item = PickItem<SecretsManagerChoice>;

/**
 * The region's instances that can be used, a new one of either plan, what costs least first, then those that cannot be used and why. A Trial that can be had
 * comes before Standard: it can be changed to that within its days, and Standard is paid for from the first one.
 */
export function secretsManagerItems({ secretsManagers, prices }: VpnOffer, region: string, newName: string): readonly Item[] {
  const here = secretsManagers.filter((each) => each.region === region && each.state !== 'pending_reclamation');
  const unfit = here.filter((each) => whyUnfit(each) !== undefined);
  return [
    // One that ends is no default beside one that stays.
    ...here.filter((each) => !unfit.includes(each)).sort((left, right) => Number(isTrial(left)) - Number(isTrial(right))).map(existingItem),
    ...newItems(secretsManagers, prices.secretsManager, newName),
    ...unfit.map(unfitItem),
  ];
}

function existingItem(instance: SecretsManagerInstance): Item {
  const { name, crn, planTitle, plan, createdAt } = instance;
  return {
    label: visible(name, 80), description: visible(planTitle ?? plan, 40), icon: 'lock', group: t('Existing'), value: { kind: 'existing', crn, name },
    detail: isTrial(instance)
      ? t('A Trial of {0}: after 30 days its secrets are closed, and the VPN stops.', createdAt.slice(0, 10))
      : t('Costs nothing more but what its plan asks for each secret in it.'),
  };
}

function newItems(all: readonly SecretsManagerInstance[], price: Cost, newName: string): readonly Item[] {
  const trial = trialItem(all, newName);
  const standard: Item = {
    label: t('Create a new instance, Standard'), description: describe(newName, priceInWords(price)), icon: 'add', group: t('New'),
    detail: t('A price for it and one for each secret in it. Answers after 5 to 15 minutes.'),
    value: { kind: 'new', name: newName, plan: 'standard' },
  };
  return trial.isOnlyRead === true ? [standard, trial] : [trial, standard];
}

function trialItem(all: readonly SecretsManagerInstance[], newName: string): Item {
  const used = secondTrial(all);
  return {
    label: t('Create a new instance, Trial'), description: describe(newName, t('costs nothing'), t('one an account')),
    icon: used === undefined ? 'add' : 'warning', group: t('New'),
    isOnlyRead: used !== undefined, value: { kind: 'new', name: newName, plan: 'trial' },
    detail: used?.why ?? t('Ends after 30 days: the VPN stops then, unless it was changed to Standard before.'),
  };
}

function unfitItem(instance: SecretsManagerInstance): Item {
  const { name, crn, planTitle, plan } = instance;
  return {
    label: visible(name, 80), description: visible(planTitle ?? plan, 40), detail: whyUnfit(instance), icon: 'warning', group: t('Cannot be used from here'),
    isOnlyRead: true, value: { kind: 'existing', crn, name },
  };
}

function whyUnfit({ access, state }: SecretsManagerInstance): string | undefined {
  if (state !== 'active') {
    return t('It is {0}: only an active one takes certificates.', visible(state, 40));
  }
  return access === 'private' ? t('Only a private endpoint: from here nothing can be put into it.') : undefined;
}
