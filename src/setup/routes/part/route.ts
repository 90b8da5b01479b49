import { visible } from '../../../model/text';
import type { Route } from '../route';
import { partChoices, type PartChoices } from './choices';
import { partSteps } from './steps';

const titles: Readonly<Record<PartChoices['part'], string>> = {
  'vpc': 'Create VPC', 'subnet': 'Create Subnet', 'endpoint-gateway': 'Create Endpoint Gateway', 'credential': 'Create Service Credential',
};

/** No whole way in, but one part of it: for whoever needs only that, or wants to go step by step. What it makes is found by a connection later. */
export const partRoute: Route<PartChoices> = {
  id: 'part',
  schema: partChoices,
  leadsNowhere: true,
  words: ({ part, name }) => ({ how: '', through: name, kind: part.replaceAll('-', ' '), title: `${titles[part]} ${visible(name, 63)}` }),
  frame: (choices) => choices,
  steps: partSteps,
  path: () => [],
  openings: () => [],
  vantages: () => ({ all: [], meant: '' }),
};
