import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { sshPort } from '../../../model/serverLogin';
import { visible } from '../../../model/text';
import type { Route } from '../route';
import { openToInternet } from '../../ranges';
import { partChoices, type PartChoices } from './choices';
import { partSteps } from './steps';

const titles: Readonly<Record<PartChoices['part'], string>> = {
  'vpc': t('Create VPC'), 'subnet': t('Create Subnet'), 'endpoint-gateway': t('Create Endpoint Gateway'), 'credential': t('Create Service Credential'),
  'rule': t('Allow Traffic to'), 'virtual-server': t('Create Virtual Server'), 'ssh-key': t('Create SSH Key'), 'floating-ip': t('Assign Floating IP'),
  'client-tools': t('Install Client Tools on'), 'certificate': t('Send Certificate to'), 'office-gateway': t('Apply Over SSH to'),
  'secrets-manager': t('Create Secrets Manager'),
  'vpn-certificates': t('Make VPN Certificates'), 'vpn-authorization': t('Let VPN Servers Read Secrets of'),
  'vpn-server': t('Create Client VPN Server'), 'vpn-route': t('Add VPN Route to'), 'vpn-ways-back': t('Accept VPN Routes in'),
  'vpn-gateway': t('Create VPN Gateway'), 'vpn-connection': t('Create VPN Connection'),
  'dns-services': t('Create DNS Services Instance'), 'custom-resolver': t('Create Custom Resolver'),
  'resolver-enabling': t('Enable Custom Resolver'), 'forwarding-rule': t('Forward Names by'),
};

/** Of what is let in by a rule that is made here: the range and the port. */
function letIn(choices: PartChoices): { readonly range: string; readonly port: number } | undefined {
  if (choices.part === 'rule' && choices.from.kind === 'cidr') {
    return { range: choices.from.cidr, port: choices.port };
  }
  if (choices.part === 'vpn-server') {
    const range = choices.guard.kind === 'new' ? choices.guard.dialledFrom : undefined;
    return range === undefined ? undefined : { range, port: choices.port };
  }
  const range = choices.part === 'virtual-server' && choices.guard.kind === 'new' ? choices.guard.sshFrom : undefined;
  return range === undefined ? undefined : { range, port: sshPort };
}

/** A rule that strangers come in by is none that is made here. */
function openToInternetRefused(choices: PartChoices): Failure | undefined {
  const opened = letIn(choices);
  return opened === undefined || !openToInternet(opened.range) ? undefined : new Failure({
    code: 'setup.open-to-internet', what: t('Could not run the plan'), why: t('Port {0} would be open to {1}: to strangers.', opened.port, opened.range),
    next: t('Give an address or a narrower range.'),
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
