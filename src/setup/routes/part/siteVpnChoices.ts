import * as v from 'valibot';
import { canonicalRange, parseAddress } from '../../../model/range';
import { espChoices, ikeChoices, officeChoices } from '../../office/choices';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const name = v.pipe(text, v.regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/));
const range = v.pipe(text, v.check((cidr) => canonicalRange(cidr) === cidr));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
const thing = v.object({ id: text, name: text });
const dnsInstance = v.object({ crn: text, name: text });

export const vpnGatewayChoices = v.object({
  part: v.literal('vpn-gateway'), name, vpc: thing, zone, mode: v.picklist(['policy', 'route']), resourceGroupId: text,
  subnet: v.variant('kind', [v.object({ kind: v.literal('existing'), ...thing.entries }), v.object({ kind: v.literal('new') })]),
});

/** With its IKE and IPsec policies. `gateway` is the one that it is made on. */
export const vpnConnectionChoices = v.object({
  part: v.literal('vpn-connection'), name, gateway: thing, office: officeChoices, localRanges: v.pipe(v.array(range), v.minLength(1), v.maxLength(15)),
  keyIsBrought: v.boolean(), ike: ikeChoices, esp: espChoices, resourceGroupId: text,
});

export const dnsServicesChoices = v.object({ part: v.literal('dns-services'), name, resourceGroupId: text });

/** Not enabled: that is a part of its own. */
export const customResolverChoices = v.object({
  part: v.literal('custom-resolver'), name, vpc: thing, instance: dnsInstance, subnets: v.pipe(v.array(thing), v.minLength(1), v.maxLength(3)),
});

/** `name` is the resolver's. That every host of the VPC asks it from then on was agreed to. */
export const resolverEnablingChoices = v.object({ part: v.literal('resolver-enabling'), name: text, instance: dnsInstance, resolver: thing });

/** `name` is the resolver's. */
export const forwardingRuleChoices = v.object({
  part: v.literal('forwarding-rule'), name: text, instance: dnsInstance, resolver: thing, match: text, forwardTo: v.pipe(v.array(address), v.minLength(1)),
});
