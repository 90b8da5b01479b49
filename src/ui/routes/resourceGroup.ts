import type { ResourceGroup } from '../../cloud/resourceService';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';

/** The one that what is made goes into: nobody is asked. Fails with `ui.no-resource-group` where the account shows none. */
export function firstGroup({ resourceGroups: [group] }: { readonly resourceGroups: readonly ResourceGroup[] }): ResourceGroup {
  if (group === undefined) {
    throw new Failure({
      code: 'ui.no-resource-group',
      what: t('Could not plan the connection'),
      why: t('The account shows no resource group.'),
      next: t('Ask its administrator for the Viewer role on a resource group.'),
    });
  }
  return group;
}
