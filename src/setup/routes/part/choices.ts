import * as v from 'valibot';
import { officeGatewayChoices } from './officeGatewayChoices';
import { certificateChoices, clientToolsChoices } from './onServer';
import {
  customResolverChoices, dnsServicesChoices, forwardingRuleChoices, resolverEnablingChoices, vpnConnectionChoices, vpnGatewayChoices,
} from './siteVpnChoices';
import {
  secretsManagerChoices, vpnAuthorizationChoices, vpnCertificatesChoices, vpnRouteChoices, vpnServerChoices, vpnWaysBackChoices,
} from './vpnChoices';

const text = v.string();
const name = v.pipe(text, v.regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/));
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));
const vpc = v.object({ id: text, name: text });
const thing = v.object({ id: text, name: text });
const group = thing;
/** This machine's, where that was asked for; the range is it alone then. */
const ownAddress = v.optional(text);

/** One part of a way in, made by itself, and what is asked for it. */
export const partChoices = v.variant('part', [
  v.object({ part: v.literal('vpc'), name, resourceGroupId: text }),
  v.object({ part: v.literal('subnet'), name, vpc, zone, resourceGroupId: text }),
  v.object({
    part: v.literal('endpoint-gateway'), name, vpc, zones: v.array(zone), resourceGroupId: text,
    /** Whose members may reach it; nobody may where it is left out. */
    admits: v.optional(group),
  }),
  v.object({ part: v.literal('credential'), name }),
  v.object({
    part: v.literal('virtual-server'), name, vpc, zone, profile: text, imageId: text, imageName: text, resourceGroupId: text,
    subnet: v.variant('kind', [v.object({ kind: v.literal('existing'), ...thing.entries }), v.object({ kind: v.literal('new') })]),
    /** A key of the account, or one that is made with the server. */
    key: v.variant('kind', [v.object({ kind: v.literal('account'), ...thing.entries }), v.object({ kind: v.literal('new'), path: text })]),
    /** What guards it: a group of the VPC, or one that lets a range in over SSH, or nobody. */
    guard: v.variant('kind', [
      v.object({ kind: v.literal('existing'), ...group.entries }), v.object({ kind: v.literal('new'), sshFrom: v.optional(text), ownAddress }),
    ]),
  }),
  v.object({
    part: v.literal('ssh-key'), name, resourceGroupId: text,
    /** The private key's file: one that is made, or one whose public half alone is used. */
    key: v.object({ kind: v.picklist(['new', 'existing']), path: text }),
  }),
  v.object({ part: v.literal('floating-ip'), name, server: thing, resourceGroupId: text }),
  v.object({
    part: v.literal('rule'),
    /** Of the security group that is given the rule. */
    name: text, group,
    from: v.variant('kind', [v.object({ kind: v.literal('cidr'), cidr: text, ownAddress }), v.object({ kind: v.literal('security-group'), ...group.entries })]),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  }),
  clientToolsChoices, certificateChoices, officeGatewayChoices,
  secretsManagerChoices, vpnCertificatesChoices, vpnAuthorizationChoices, vpnServerChoices, vpnRouteChoices, vpnWaysBackChoices,
  vpnGatewayChoices, vpnConnectionChoices,
  dnsServicesChoices, customResolverChoices, resolverEnablingChoices, forwardingRuleChoices,
]);

export type PartChoices = v.InferOutput<typeof partChoices>;
export type PartOf<Part extends PartChoices['part']> = Extract<PartChoices, { readonly part: Part }>;
