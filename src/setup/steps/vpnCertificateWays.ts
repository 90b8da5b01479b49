import type { Names } from '../names';
import { privateCertificateSteps } from './privateCertificates';
import type { Step } from './step';
import { vpnCertificateSteps } from './vpnCertificates';

/** Where the certificates of a client VPN come from. */
export type CertificateWay =
  | { readonly kind: 'made'; readonly person: string; readonly keepsAuthorityKey: boolean }
  | { readonly kind: 'brought' }
  | { readonly kind: 'private'; readonly person: string };

/** The certificates of a client VPN server in Secrets Manager, whichever way they come there; under the connection's own names. */
export function certificateWaySteps(way: CertificateWay, names: Names): readonly Step[] {
  const secrets = { serverName: names.of('server'), authorityName: names.of('clients') };
  switch (way.kind) {
    case 'made': return vpnCertificateSteps({ ...way, name: names.of('certificates'), ...secrets });
    case 'brought': return vpnCertificateSteps({ kind: 'brought', name: names.of('certificates'), ...secrets });
    case 'private': return privateCertificateSteps({
      names: {
        root: names.of('root'), intermediate: names.of('intermediate'), serverTemplate: names.of('server-template'),
        clientTemplate: names.of('client-template'), server: names.of('server'), client: names.of('client'),
      },
      server: names.base, person: way.person,
    });
  }
}
