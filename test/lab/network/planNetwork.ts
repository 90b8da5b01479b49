import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { fixedDaemons, fixedHosts, fixedWires } from './fixedHosts';
import { publicRecords } from './names';
import type { LabNumbers } from './numbers';
import { membersOf, placesOf, type Place } from './places';
import type { NetworkPlan } from './plan';
import { provider, providerDaemons } from './provider';
import type { VpcPart } from './router';
import { standing } from './standing';
import { vpcPlan } from './vpc';

/**
 * The Linux network that behaves as the truth says; throws `CannotMake` where none can. The same truth gives the same plan, as long
 * as the numbers are the same.
 */
export function planNetwork(truth: NetworkTruth, numbers: LabNumbers): NetworkPlan {
  const places = placesOf(truth);
  numbers.places.keep(new Set(places.map(({ id }) => id)));
  numbers.subnets.keep(new Set(truth.subnets.map(({ id }) => id)));
  numbers.services.keep(new Set(truth.services.map(({ crn }) => crn)));
  const vpcs = vpcParts(truth, places, numbers);
  const members = membersOf(places);
  const records = publicRecords(truth);
  const parts = [
    ...vpcs.map((vpc) => vpcPlan(vpc, truth, members, numbers)),
    ...vpcs.flatMap((vpc) => vpc.places.map((place) => standing(place, vpc, truth, numbers))),
  ];
  return {
    hosts: [...fixedHosts, provider(truth, vpcs, numbers), ...parts.flatMap(({ hosts }) => hosts)],
    wires: [...fixedWires, ...parts.flatMap(({ wires }) => wires)],
    disks: truth.servers.map(({ id }) => id),
    daemons: [...fixedDaemons(records), ...providerDaemons(records), ...parts.flatMap(({ daemons }) => daemons)],
  };
}

function vpcParts(truth: NetworkTruth, places: readonly Place[], numbers: LabNumbers): VpcPart[] {
  const ids = new Set(truth.subnets.map(({ vpc }) => vpc.id));
  numbers.vpcs.keep(ids);
  return [...ids].map((id) => ({
    id, number: numbers.vpcs.of(id),
    subnets: truth.subnets.filter(({ vpc }) => vpc.id === id),
    places: places.filter(({ vpcId, present }) => vpcId === id && present),
  }));
}
