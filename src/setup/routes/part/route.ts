import { Failure } from '../../../model/failure';
import { visible } from '../../../model/text';
import type { Route } from '../route';
import { openToInternet } from '../../ranges';
import { partChoices, type PartChoices } from './choices';
import { partSteps } from './steps';

const titles: Readonly<Record<PartChoices['part'], string>> = {
  'vpc': 'Create VPC', 'subnet': 'Create Subnet', 'endpoint-gateway': 'Create Endpoint Gateway', 'credential': 'Create Service Credential',
  'rule': 'Allow Traffic to', 'client-tools': 'Install Client Tools on', 'certificate': 'Send Certificate to',
};

/** A rule that strangers come in by is none that is made here. */
function openToInternetRefused(choices: PartChoices): Failure | undefined {
  return choices.part !== 'rule' || choices.from.kind !== 'cidr' || !openToInternet(choices.from.cidr) ? undefined : new Failure({
    code: 'setup.open-to-internet', what: 'Could not run the plan', why: `Port ${choices.port} would be open to ${choices.from.cidr}: to strangers.`,
    next: 'Give an address or a narrower range.',
  });
}

/** No whole way in, but one part of it: for whoever needs only that, or wants to go step by step. What it makes is found by a connection later. */
export const partRoute: Route<PartChoices> = {
  id: 'part',
  schema: partChoices,
  leadsNowhere: true,
  words: ({ part, name }) => ({ how: '', through: name, kind: part.replaceAll('-', ' '), title: `${titles[part]} ${visible(name, 63)}` }),
  frame: (choices) => choices,
  refuse: openToInternetRefused,
  steps: partSteps,
  path: () => [],
  openings: () => [],
  vantages: () => ({ all: [], meant: '' }),
};
