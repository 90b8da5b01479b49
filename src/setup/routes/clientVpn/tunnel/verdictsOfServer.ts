import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, planAgain, renew, showPlan } from './remedies';

/** Of the VPN server, its routes and its certificates. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-troubleshoot-vpn-client-to-site */
export const ofServer = {
  'vpn.not-run': { cause: t('Nothing of this connection was made yet: its plan was not run.'), remedy: showPlan },
  'vpn.not-made': { cause: t('The connection is not finished, or was undone: there is no VPN server to dial.'), remedy: planAgain },
  'vpn.server-gone': { cause: t('Somebody deleted the VPN server: who is connected to it loses the tunnel.'), remedy: planAgain },
  'vpn.server-unread': {
    cause: t('IBM Cloud does not tell how the VPN server is: you may lack the role Viewer on it, or this machine is offline. '
      + 'The rest is held against the plan.'),
    remedy: { title: t('Ask for Viewer on VPN server (is.vpn-server), or go online, then check again') },
  },
  'vpn.server-not-ready': { cause: t('The VPN server is being made or changed: that takes up to ten minutes, and nobody connects meanwhile.'), remedy: again },
  'vpn.server-unwell': {
    cause: t('IBM Cloud says that the VPN server is not well, and no more than that.'),
    remedy: { title: t('Wait some minutes, then check again; if it stays, open a support case with the id of the VPN server') },
  },
  'vpn.server-suspended': {
    cause: t('IBM has suspended it, as it does with an account that is suspended.'), remedy: { title: t('Open a support case with IBM') },
  },
  'vpn.no-routes': {
    cause: t('What no route of the VPN server names is dropped there, and no route leads to what the connection needs.'), remedy: planAgain,
  },
  'vpn.routes-stuck': {
    cause: t('A route that stays "pending" or "deleting" most often means that a certificate of the VPN server has expired or cannot be read.'),
    remedy: {
      title: t('Look at the VPN server’s certificates first; if they are good, switch "Accept routes from: VPN server" of the routing table off, '
        + 'wait two minutes, and switch it on'),
    },
  },
  'vpn.routes-new': { cause: t('The VPN server is still making the route: that takes a minute or two.'), remedy: again },
  'vpn.routes-unread': {
    cause: t('The VPN server’s routes cannot be read: what is missing of them here is not known.'),
    remedy: { title: t('Ask for Viewer on VPN server (is.vpn-server), then check again') },
  },
  'vpn.server-certificate-expired': {
    cause: t('A certificate that the VPN server shows has expired: no client connects any more.'), remedy: renew,
  },
  'vpn.server-certificate-early': {
    cause: t('A certificate that the VPN server shows is not valid yet, or this machine’s clock is behind.'),
    remedy: { title: t('Check the clock of this machine') },
  },
  'vpn.server-certificate-usage': {
    cause: t('The VPN server’s certificate is not for servers, which every client refuses (remote-cert-tls server).'), remedy: renew,
  },
  'vpn.server-certificate-chain': {
    cause: t('The chain of the VPN server’s certificate is not complete, so that no client can trust it.'), remedy: renew,
  },
  'vpn.server-certificate-bad': { cause: t('The VPN server’s certificate will not do, as Secrets Manager has it.'), remedy: renew },
  'vpn.server-certificate-gone': {
    cause: t('The secret with a certificate of the VPN server is not there any more: '
      + 'the server goes on until it is changed or restarted, then nobody connects.'),
    remedy: renew,
  },
  'vpn.client-certificate-expired': { cause: t('The certificate that this person signs in with has expired.'), remedy: renew },
  'vpn.client-certificate-early': {
    cause: t('The certificate that this person signs in with is not valid yet, or this machine’s clock is behind.'),
    remedy: { title: t('Check the clock of this machine') },
  },
  'vpn.client-certificate-usage': {
    cause: t('The certificate that this person signs in with is not for clients: the VPN server resets the connection.'), remedy: renew,
  },
  'vpn.client-certificate-chain': {
    cause: t('The certificate that this person signs in with does not lead up to the authority that the VPN server knows people by.'), remedy: renew,
  },
  'vpn.client-certificate-bad': { cause: t('The certificate that this person signs in with will not do.'), remedy: renew },
  'vpn.revocation-list-expired': {
    cause: t('The VPN server’s revocation list is past its own end: from then on the server refuses everybody, revoked or not.'), remedy: renew,
  },
  'vpn.revocation-list-bad': {
    cause: t('The VPN server’s revocation list is none of the authority that it knows people by.'), remedy: renew,
  },
} satisfies Readonly<Record<string, Explanation>>;
