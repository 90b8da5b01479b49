import { t } from '../../model/l10n';
import type { PickItem } from '../prompts/answers';

/** By what a VPN gateway knows what goes through its tunnels. */
export const modeItems: readonly PickItem<'policy' | 'route'>[] = [
  {
    label: t('Policy mode'), icon: 'check', value: 'policy',
    detail: t('The way of IBM’s own tutorial: ranges of both sides say what goes through.'),
  },
  {
    label: t('Route mode'), description: t('experimental'), icon: 'beaker', value: 'route',
    detail: t('IBM’s documents do not prove it with an endpoint gateway. Two tunnels.'),
  },
];
