import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, compare, planAgain } from './remedies';

/** Of what goes into the tunnel, and of what comes back. Sources: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-limitations, …vpc-vpn-mtu, …vpc-vpn-faqs */
export const ofReach = {
  'tunnel.endpoint-gone': { cause: t('Somebody deleted the endpoint gateway: the private names lead nowhere.'), remedy: planAgain },
  'tunnel.endpoint-unread': {
    cause: t('IBM Cloud does not tell where the endpoint gateway is, so that the ranges of the tunnel cannot be held against it.'),
    remedy: { title: t('Ask for Viewer on endpoint gateway (is.endpoint-gateway), then check again') },
  },
  'tunnel.endpoint-not-ready': {
    cause: t('The endpoint gateway has no address yet. No name is asked before: a resolver that is asked too early remembers "no such name" for up to 30 '
      + 'minutes.'),
    remedy: again,
  },
  'tunnel.endpoint-outside': {
    cause: t('The local ranges of the VPN connection do not hold an address of the endpoint gateway: what is sent there does not go through the tunnel.'),
    remedy: planAgain,
  },
  'tunnel.location-outside': {
    cause: t('The local ranges of the VPN connection do not hold an address of the resolver: the office cannot ask it through the tunnel.'), remedy: planAgain,
  },
  'tunnel.zone-not-served': {
    cause: t('A VPN gateway in policy mode serves its own zone alone, and names lead to every address of the endpoint gateway: clients that get this one '
      + 'wait in vain.'),
    remedy: { title: t('Take the address in that zone off the endpoint gateway, or add a VPN gateway in that zone; then plan again') },
  },
  'tunnel.routes-not-accepted': {
    cause: t('The routing table of a subnet that the tunnel leads to takes no routes of VPN gateways: answers to the office find no way back.'),
    remedy: { title: t('Switch on "Accept routes from: VPN gateway" of that routing table, then check again') },
  },
  'tunnel.no-way-back': {
    cause: t('In route mode answers go by routes of the VPC alone, and none leads to the office\'s ranges: what the office sends arrives, and nothing comes '
      + 'back.'),
    remedy: planAgain,
  },
  'tunnel.made-up': {
    cause: t('The sandbox has no real office: on a real connection the checks go on from a machine in the office.'), remedy: again,
  },
  'tunnel.not-in-office': {
    cause: t('The tunnel takes what comes from the office\'s ranges alone, and this machine is in none of them: from here nothing can be said of what passes. '
      + 'That is no fault of the connection.'),
    remedy: { title: t('Check again from a computer in the office, in one of its ranges') },
  },
  'tunnel.sends-from-elsewhere': {
    cause: t('This machine has an address in the office, and sends to the cloud from another one: by another interface, a VPN or a default route that does '
      + 'not lead to the '
      + 'office\'s gateway. What comes from there does not fit into the tunnel.'),
    remedy: { title: t('Add a route on this machine, or on the router that it uses, for the ranges of the cloud by way of the office\'s gateway; then check '
      + 'again') },
  },
  'tunnel.no-way-out': {
    cause: t('This machine has no route to the ranges of the cloud.'),
    remedy: { title: t('Add a route for them by way of the office\'s gateway, then check again') },
  },
  'tunnel.nothing-passes': {
    cause: t('The tunnel is up, and nothing comes back through it. Most often the office\'s gateway sends plain ESP, which the cloud drops (force UDP '
      + 'encapsulation there: '
      + 'encap = yes, or forceencaps=yes); or the office has no route for the cloud\'s ranges by way of its gateway, translates addresses on the way (NAT), '
      + 'or the network ACL closes one direction.'),
    remedy: compare,
  },
  'tunnel.narrowed': {
    cause: t('One range passes and another one does not: the office\'s gateway may have narrowed the ranges of the tunnel (one pair of ranges for each '
      + 'connection there '
      + 'is safest), or a security group or network ACL lets nothing in. Only TCP passes an endpoint gateway: a ping says nothing of it.'),
    remedy: compare,
  },
  'tunnel.place-silent': {
    cause: t('Packets pass through the tunnel, and one address does not answer: its security group, or the network ACL of its subnet, lets the office not in. '
      + 'Only TCP passes an endpoint gateway: a ping says nothing of it.'),
    remedy: planAgain,
  },
  'tunnel.packet-size': {
    cause: t('Small packets come through and large ones get lost: the way cannot carry them, and nobody says so (an MTU black hole). The cloud\'s side cuts '
      + 'TCP segments '
      + 'to 1360 bytes; the office\'s side has to do it too.'),
    remedy: { title: t('On the office\'s gateway: nft add rule inet filter forward tcp flags syn tcp option maxseg size set 1360, as in the firewall file; '
      + 'or lower the MTU to 1400') },
  },
} satisfies Readonly<Record<string, Explanation>>;
