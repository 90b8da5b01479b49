import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { gatewayAtProvider, providerGateway, publicResolvers, serviceAddress, serviceRange } from './addresses';
import { fixed, plainHost } from './fixedHosts';
import { customResolver } from './names';
import type { LabNumbers } from './numbers';
import { hostName, type Place } from './places';
import type { PlanPart, WirePlan } from './plan';
import { gatewayAddress, placeDevice, routerOf, type VpcPart } from './router';
import { serverDaemons, serverHost } from './server';
import { spoke } from './spoke';
import { vpnGatewayHost, waysToPeers } from './vpnGateway';
import { shareOf, vpnServerAt, vpnServerHost } from './vpnServer';

/** What stands at a place of a VPC, and its wires. */
export function standing(place: Place, vpc: VpcPart, truth: NetworkTruth, numbers: LabNumbers): PlanPart {
  const wire = toRouter(place, vpc, numbers);
  switch (place.kind) {
    case 'server':
      return { hosts: [serverHost(place, truth)], wires: [wire], daemons: serverDaemons(place) };
    case 'gateway':
      return endpointGateway(place, truth, numbers, wire);
    case 'resolver':
      return {
        hosts: [{ ...plainHost, id: place.id, name: hostName(place), nameservers: publicResolvers }], wires: [wire],
        daemons: [customResolver(`names/${place.id}`, place.id, [place.address])],
      };
    case 'vpn-server': {
      const { hosts, daemons } = vpnServerHost(place, truth);
      // Answers to its clients come here from the subnets that are told so: the router drops the others'.
      const server = vpnServerAt(place, truth);
      const behind = server.waysBack.length === 0 ? [] : [`${shareOf(server, place)} via ${place.address}`];
      return { hosts, daemons, wires: [toRouter(place, vpc, numbers, behind)] };
    }
    case 'vpn-gateway':
      return { ...vpnGatewayHost(place, truth), wires: [toRouter(place, vpc, numbers, waysToPeers(place, truth, numbers).routes)] };
  }
}

/** @param behind routes to what lies behind the place, as `ip` has them. */
function toRouter(place: Place, vpc: VpcPart, numbers: LabNumbers, behind: readonly string[] = []): WirePlan {
  const subnet = vpc.subnets.find(({ id }) => id === place.subnetId);
  return spoke(
    {
      host: routerOf(vpc.id), device: placeDevice(numbers, place), gateway: subnet === undefined ? '' : gatewayAddress(subnet),
      group: numbers.subnets.of(place.subnetId), routes: behind,
    },
    { host: place.id, device: 'eth0', address: place.address, length: subnet?.cidr.split('/')[1] ?? '32' },
  );
}

/** One address of a gateway, which leads to its service under an address of its own there: the service sees no client's. Source: IBM-CLOUD B.1. */
function endpointGateway(place: Place, truth: NetworkTruth, numbers: LabNumbers, wire: WirePlan): PlanPart {
  const target = truth.endpointGateways.find(({ id }) => id === place.ownerId)?.targetCrn;
  const service = truth.services.find(({ crn }) => crn === target);
  const number = numbers.places.of(place.id);
  const forward = service === undefined ? [] : [`iifname "eth0" ip daddr ${place.address} tcp dport 9093 dnat to ${serviceAddress(numbers.services.of(service.crn))}`];
  return {
    hosts: [{
      ...plainHost, id: place.id, name: hostName(place), forwards: true,
      tables: {
        forwarding: [
          'chain arrive { type nat hook prerouting priority dstnat; policy accept;', ...forward, '}',
          'chain depart { type nat hook postrouting priority srcnat; policy accept;', 'oifname "service" masquerade', '}',
          // It answers no ping. Source: IBM-CLOUD B.1.
          'chain here { type filter hook input priority filter; policy accept;', 'meta l4proto icmp drop', '}',
        ].join('\n'),
      },
    }],
    wires: [wire, spoke(
      { host: fixed.provider, device: `gw${number}`, gateway: providerGateway },
      { host: place.id, device: 'service', address: gatewayAtProvider(number), routes: [`${serviceRange} via ${providerGateway}`] },
    )],
    daemons: [],
  };
}
