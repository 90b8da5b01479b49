import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, connectVpn, reconnect, saveProfile } from './remedies';

/** Of the tunnel on this machine. */
export const ofMachine = {
  'vpn.made-up': {
    cause: t('The sandbox’s VPN server is made up: it is planned, made and undone as a real one, and no client can dial it.'),
    remedy: { title: t('Sign in to IBM Cloud to go on from here: a real VPN is needed') },
  },
  'vpn.not-up': {
    cause: t('No interface of this machine has an address of the VPN’s clients: OpenVPN is not started here, or is not connected.'), remedy: connectVpn,
  },
  'vpn.host-tunnel': {
    cause: t('The extension runs in WSL or in a container. The VPN of the computer that holds it is a place of its own: '
      + 'its names and routes need not come through to here.'),
    remedy: { title: t('Connect the VPN in here; or connect it on the computer itself, and run VS Code there') },
  },
  'vpn.no-device': {
    cause: t('OpenVPN cannot make a tunnel on this machine.'), remedy: { title: t('Give this machine a tunnel device, or connect from another one') },
  },
  'vpn.no-client': {
    cause: t('No OpenVPN client was found on this machine.'),
    remedy: { title: t('Install OpenVPN Connect, Tunnelblick or the package openvpn, then connect the VPN') },
  },
  'vpn.port-blocked': {
    cause: t('The VPN server’s port does not answer to this machine: a network here lets it not through, or the VPN server’s security group '
      + 'or network ACL does not admit this machine’s address.'),
    remedy: {
      title: t('Try another network; where UDP is blocked, let the VPN server listen on TCP 443, which most networks let through; then look at its rules'),
    },
  },
  'vpn.name-unknown': {
    cause: t('The VPN server’s name does not resolve on this machine, which is offline or asks a name server that filters.'),
    remedy: { title: t('Check this machine’s connection to the internet, then check again') },
  },
  'vpn.pool-overlaps': {
    cause: t('A network that this machine is in has the same addresses as the VPN’s clients: what is meant for one goes to the other.'),
    remedy: { title: t('Connect from another network, or start a connection with another client address pool') },
  },
  'vpn.passcode-no-role': {
    cause: t('The VPN server refused the sign-in, and IAM shows no policy that gives the signed-in user the role VPN Client.'),
    remedy: {
      title: t('Ask an administrator of the account for the role VPN Client ("VPN Client" on VPC Infrastructure Services); '
        + 'a user of another account has to be invited first'),
    },
  },
  'vpn.passcode-wrong': {
    cause: t('The VPN server refused the sign-in although the user has the role VPN Client: the passcode is wrong, was used before, or is too old.'),
    remedy: { title: t('Get a new passcode and connect again: each is good for one connection, and for some minutes') },
  },
  'vpn.passcode-unclear': {
    cause: t('The VPN server refused the sign-in: the passcode is wrong, used or too old, the user lacks the role VPN Client, '
      + 'or is not in the account. IAM does not tell which.'),
    remedy: { title: t('Get a new passcode and connect again; if it stays, ask an administrator of the account for the role VPN Client') },
  },
  'vpn.passcode-spent': {
    cause: t('The tunnel was up and had to sign in again, with the passcode that was spent: '
      + 'after a renegotiation, a break or an idle time each sign-in needs a new one.'),
    remedy: { title: t('Get a new passcode and connect again; a profile with reneg-sec 0 is not asked after an hour') },
  },
  'vpn.up-without-routes': {
    cause: t('The tunnel is up, and none of the VPN server’s routes leads into it: the profile leaves them out (route-nopull), '
      + 'the client could not set them, '
      + 'or the server had none when it connected.'),
    remedy: reconnect,
  },
  'vpn.old-routes': {
    cause: t('The VPN server has routes that this client was not sent: they came after it connected, or were refused here.'), remedy: reconnect,
  },
  'vpn.lan-overlaps': {
    cause: t('A network here has the range of one behind the VPN, or a part of it: packets for it do not go into the tunnel.'),
    remedy: { title: t('End other VPNs, or connect from a network that has another range') },
  },
  'vpn.own-routes-unread': {
    cause: t('The routes of this machine cannot be read: whether they lead into the tunnel shows in the checks behind.'), remedy: again,
  },
  'vpn.listed-disconnected': {
    cause: t('The VPN server lists this client as disconnected: its list lags behind by minutes, '
      + 'or the tunnel is dead and this machine does not know yet.'),
    remedy: reconnect,
  },
  'vpn.packet-size': {
    cause: t('Small packets come through and large ones get lost: the way cannot carry them, and nobody says so (an MTU black hole). '
      + 'A profile with mssfix 1360 mends it for TCP; if that is not enough, one with tun-mtu 1320 and pull-filter ignore tun-mtu. '
      + 'fragment does not: the VPN server would have to say it too.'),
    remedy: saveProfile,
  },
} satisfies Readonly<Record<string, Explanation>>;
