import type { NewVpnAuthentication } from '../cloud/vpcRequests';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { VpnAuthentication, VpnServer } from '../model/vpnServer';

export type ByCertificate = Extract<VpnAuthentication, { readonly method: 'certificate' }>;

/** How a server knows people by certificates; fails where it does not any more. */
export function byCertificate({ name, authentication }: Pick<VpnServer, 'name' | 'authentication'>): ByCertificate {
  const found = authentication.find((each) => each.method === 'certificate');
  if (found?.method !== 'certificate') {
    throw new Failure({
      code: 'vpn.no-certificates', what: t('Could not change who is let in to the VPN server "{0}"', name),
      why: t('It knows nobody by certificates any more: somebody changed it.'), next: t('Look at the VPN server, then plan the connection again.'),
    });
  }
  return found;
}

/** All the ways in which people prove who they are, with the one by certificates changed: a change of one writes down all of them. */
export function withCertificates(
  { name, authentication }: Pick<VpnServer, 'name' | 'authentication'>, change: (by: ByCertificate) => ByCertificate,
): readonly NewVpnAuthentication[] {
  return authentication.map((each): NewVpnAuthentication => {
    switch (each.method) {
      case 'certificate': return change(each);
      case 'username': return { method: 'username' };
      // What cannot be written down again would be taken away.
      case 'other': throw new Failure({
        code: 'vpn.unknown-method', what: t('Could not change how people sign in to the VPN server "{0}"', name),
        why: t('People prove who they are by a method, "{0}", that this version of Private Connect does not know.', each.word),
        next: t('Update Private Connect, then try again.'),
      });
    }
  });
}
