import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { routesOfVpnGateways } from './acceptedGatewayRoutes';
import { acceptedRoutesMaker } from './acceptedRoutes';
import { authorizationMaker } from './authorization';
import { certificateSecretAsKind } from './certificateSecret';
import { credentialMaker } from './credential';
import { customResolverMaker } from './customResolver';
import { dnsServicesMaker } from './dnsServices';
import { endpointGatewayMaker } from './endpointGateway';
import { floatingIpMaker } from './floatingIp';
import { forwardingRuleMaker } from './forwardingRule';
import { groupTargetMaker } from './groupTarget';
import { keyFileMaker } from './keyFile';
import type { Kind } from '../context';
import { ikePolicyMaker } from './ikePolicy';
import { ipsecPolicyMaker } from './ipsecPolicy';
import { presharedKeyMaker } from './presharedKey';
import { officeRouteMaker } from './officeRoute';
import { officeFileMaker } from './officeFile';
import { officeFolderMaker } from './officeFolder';
import { officeLoadedMaker } from './officeLoaded';
import { privateAuthorityMaker } from './privateAuthority';
import { privateTemplateMaker } from './privateTemplate';
import { resolverEnabledMaker } from './resolverEnabled';
import { resolverLocationMaker } from './resolverLocation';
import { ruleMaker } from './rule';
import { secretsManagerMaker } from './secretsManager';
import { securityGroupMaker } from './securityGroup';
import { sshHostMaker } from './sshHost';
import { serverFileMaker } from './serverFile';
import { serverPackagesMaker } from './serverPackages';
import { sshKeyMaker } from './sshKey';
import { subnetMaker } from './subnet';
import { virtualServerMaker } from './virtualServer';
import { vpcMaker } from './vpc';
import { vpnConnectionMaker } from './vpnConnection';
import { vpnConnectionRangeMaker } from './vpnConnectionRange';
import { vpnGatewayMaker } from './vpnGateway';
import { vpnIdentitiesMaker } from './vpnIdentities';
import { vpnServerMaker } from './vpnServer';
import { vpnServerRouteMaker } from './vpnServerRoute';

/** Every kind of thing that the product makes: a journal names them, whatever step or version of the product wrote it. */
export const kinds: readonly Kind[] = [
  vpcMaker, subnetMaker, securityGroupMaker, ruleMaker, groupTargetMaker, keyFileMaker, sshKeyMaker, virtualServerMaker, floatingIpMaker,
  endpointGatewayMaker, credentialMaker, sshHostMaker, serverPackagesMaker, serverFileMaker, authorizationMaker,
  secretsManagerMaker, vpnIdentitiesMaker, certificateSecretAsKind, privateAuthorityMaker, privateTemplateMaker,
  vpnServerMaker, vpnServerRouteMaker, acceptedRoutesMaker, routesOfVpnGateways.maker, officeRouteMaker,
  vpnGatewayMaker, ikePolicyMaker, ipsecPolicyMaker, presharedKeyMaker, vpnConnectionMaker, vpnConnectionRangeMaker,
  dnsServicesMaker, customResolverMaker, resolverLocationMaker, resolverEnabledMaker, forwardingRuleMaker,
  officeFolderMaker, officeFileMaker, officeLoadedMaker,
];

const byName = new Map(kinds.map((each) => [each.kind, each]));

/** Undefined for one that only a newer version of the product knows. */
export function kindOf(kind: string): Kind | undefined {
  return byName.get(kind);
}

/** The same for who cannot go on without it. */
export function knownKind(kind: string, name: string): Kind {
  const known = kindOf(kind);
  if (known === undefined) {
    throw new Failure({
      code: 'setup.unknown-kind', what: t('Could not remove {0}', name),
      why: t('It is of a kind, "{0}", that this version of Private Connect does not know.', kind), next: t('Update Private Connect, then undo again.'),
    });
  }
  return known;
}
