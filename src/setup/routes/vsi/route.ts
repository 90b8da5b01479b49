import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { Route } from '../route';
import { vsiChoices, type VsiChoices } from './choices';
import { openToInternetRefused, vsiFrame } from './frame';
import { vsiLogin } from './login';
import { vsiOpenings, vsiPath } from './path';
import { vsiSource } from './source';
import { vsiSteps } from './steps';
import { vsiVantages } from './vantages';

/** Through a virtual server in the VPC, over SSH. */
export const vsi: Route<VsiChoices> = {
  id: 'vsi',
  schema: vsiChoices,
  words: ({ server }) => ({ how: t('through {0}', visible(server.name, 60)), through: server.name, kind: t('virtual server') }),
  frame: vsiFrame,
  refuse: openToInternetRefused,
  source: vsiSource,
  login: vsiLogin,
  steps: vsiSteps,
  path: vsiPath,
  openings: vsiOpenings,
  vantages: vsiVantages,
};
