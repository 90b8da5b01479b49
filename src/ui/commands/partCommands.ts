import { parseCrn } from '../../model/crn';
import { t } from '../../model/l10n';
import { serviceOf } from '../kinds';
import type { PartName } from '../parts/part';
import type { PartAnswers } from '../parts/partAnswers';
import { planAndShow } from './connect';
import type { Handlers, Invocation } from './handler';

type Id = 'privateConnect.createVpc' | 'privateConnect.createSubnet' | 'privateConnect.createEndpointGateway' | 'privateConnect.createServiceCredential'
  | 'privateConnect.allowTraffic' | 'privateConnect.createVirtualServer' | 'privateConnect.createSshKey' | 'privateConnect.assignFloatingIp'
  | 'privateConnect.installClientTools' | 'privateConnect.sendCertificate' | 'privateConnect.createSecretsManager' | 'privateConnect.makeVpnCertificates'
  | 'privateConnect.letVpnServersReadSecrets' | 'privateConnect.createClientVpnServer' | 'privateConnect.addVpnRoute' | 'privateConnect.acceptVpnRoutes'
  | 'privateConnect.createVpnGateway' | 'privateConnect.createVpnConnection' | 'privateConnect.createDnsServices' | 'privateConnect.createCustomResolver'
  | 'privateConnect.enableCustomResolver' | 'privateConnect.addForwardingRule';

/** Each manual step by itself, as a plan that is looked at, run and undone like a whole connection. */
export const partCommands: Handlers<Id> = {
  'privateConnect.createVpc': { failed: t('Could not plan the VPC'), run: (invocation) => plan(invocation, 'vpc') },
  'privateConnect.createSubnet': { failed: t('Could not plan the subnet'), run: (invocation) => plan(invocation, 'subnet') },
  'privateConnect.createEndpointGateway': {
    failed: t('Could not plan the endpoint gateway'), run: (invocation) => plan(invocation, 'endpointGateway'),
  },
  'privateConnect.allowTraffic': { failed: t('Could not plan the rule'), run: (invocation) => plan(invocation, 'rule') },
  'privateConnect.createVirtualServer': { failed: t('Could not plan the virtual server'), run: (invocation) => plan(invocation, 'virtualServer') },
  'privateConnect.createSshKey': { failed: t('Could not plan the SSH key'), run: (invocation) => plan(invocation, 'sshKey') },
  'privateConnect.assignFloatingIp': { failed: t('Could not plan the floating IP'), run: (invocation) => plan(invocation, 'floatingIp') },
  'privateConnect.installClientTools': { failed: t('Could not plan the client tools'), run: (invocation) => plan(invocation, 'clientTools') },
  'privateConnect.sendCertificate': { failed: t('Could not plan the certificate'), run: (invocation) => plan(invocation, 'certificate') },
  'privateConnect.createSecretsManager': {
    failed: t('Could not plan the Secrets Manager instance'), run: (invocation) => plan(invocation, 'secretsManager'),
  },
  'privateConnect.makeVpnCertificates': { failed: t('Could not plan the certificates'), run: (invocation) => plan(invocation, 'vpnCertificates') },
  'privateConnect.letVpnServersReadSecrets': {
    failed: t('Could not plan the authorization'), run: (invocation) => plan(invocation, 'vpnAuthorization'),
  },
  'privateConnect.createClientVpnServer': { failed: t('Could not plan the VPN server'), run: (invocation) => plan(invocation, 'vpnServer') },
  'privateConnect.addVpnRoute': { failed: t('Could not plan the VPN route'), run: (invocation) => plan(invocation, 'vpnRoute') },
  'privateConnect.acceptVpnRoutes': { failed: t('Could not plan the ways back'), run: (invocation) => plan(invocation, 'vpnWaysBack') },
  'privateConnect.createVpnGateway': { failed: t('Could not plan the VPN gateway'), run: (invocation) => plan(invocation, 'vpnGateway') },
  'privateConnect.createVpnConnection': { failed: t('Could not plan the VPN connection'), run: (invocation) => plan(invocation, 'vpnConnection') },
  'privateConnect.createDnsServices': { failed: t('Could not plan the DNS Services instance'), run: (invocation) => plan(invocation, 'dnsServices') },
  'privateConnect.createCustomResolver': { failed: t('Could not plan the custom resolver'), run: (invocation) => plan(invocation, 'customResolver') },
  'privateConnect.enableCustomResolver': { failed: t('Could not plan the enabling'), run: (invocation) => plan(invocation, 'resolverEnabling') },
  'privateConnect.addForwardingRule': { failed: t('Could not plan the forwarding rule'), run: (invocation) => plan(invocation, 'forwardingRule') },
  'privateConnect.createServiceCredential': {
    failed: t('Could not plan the service credential'), run: (invocation) => plan(invocation, 'credential'),
  },
};

function plan(invocation: Invocation, name: PartName): Promise<void> {
  return planPart(invocation, name, givenBy(invocation.subject));
}

/** Asks for the part what is not given, and shows its plan. */
export async function planPart({ services }: Invocation, name: PartName, given: PartAnswers): Promise<void> {
  const session = await services.sessions.required();
  const { askPart, parts } = await import('../parts/part');
  const connection = await askPart(parts[name], given, {
    credentialRole: services.settings.credentialRole(),
    prompter: services.prompter, editor: services.editor, session, serviceOf: (instance) => serviceOf(session.kinds, instance),
  });
  if (connection !== undefined) {
    services.trees.activity.reveal();
    await planAndShow(services, session, connection);
  }
}

/** What the row tells that the command was started on. */
function givenBy(subject: Invocation['subject']): PartAnswers {
  switch (subject?.kind) {
    case 'instance': return { instance: subject.instance, region: subject.instance.region };
    case 'region': return { region: subject.region };
    case 'resource': {
      const { name, region, crn } = subject;
      const parsed = parseCrn(crn);
      switch (parsed?.resourceType) {
        case 'vpc': return { region, vpc: { id: parsed.resource, name } };
        case 'instance':
        case 'vpn-server': return { region, server: { id: parsed.resource, name } };
        default: return { region };
      }
    }
    default: return {};
  }
}
