import * as v from 'valibot';
import { canonicalRange, parseAddress } from '../../model/range';
import { espCiphers, groups, ikeCiphers, integrities } from '../../onPremises/proposals';

const text = v.string();
const range = v.pipe(text, v.check((cidr) => canonicalRange(cidr) === cidr));
const address = v.pipe(text, v.check((each) => parseAddress(each) !== undefined));
const group = v.picklist(groups);

/** What the office's gateway is. */
export const officeChoices = v.object({
  /** What the cloud dials, an address or a name; undefined where the office has none of its own that stays, and only it can begin. */
  peer: v.optional(v.variant('kind', [v.object({ kind: v.literal('address'), address }), v.object({ kind: v.literal('name'), name: text })])),
  isBehindNat: v.boolean(),
  identity: v.object({ type: v.picklist(['ipv4_address', 'fqdn', 'hostname', 'key_id']), value: text }),
  /** Of the office, none within another. */
  ranges: v.pipe(v.array(range), v.minLength(1), v.maxLength(15), v.check((all) => new Set(all).size === all.length)),
});

/** The first phase's algorithms; `lifetime` in seconds. */
export const ikeChoices = v.object({
  version: v.picklist([1, 2]), cipher: v.picklist(ikeCiphers), integrity: v.picklist(integrities), group,
  lifetime: v.pipe(v.number(), v.integer(), v.minValue(1800), v.maxValue(86_400)),
});

/** The second phase's: no integrity with GCM, which has its own; no group without perfect forward secrecy. */
export const espChoices = v.object({
  cipher: v.picklist(espCiphers), integrity: v.optional(v.picklist(integrities)), group: v.optional(group),
  lifetime: v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(86_400)),
});

export type OfficeChoices = v.InferOutput<typeof officeChoices>;
export type IkeChoices = v.InferOutput<typeof ikeChoices>;
export type EspChoices = v.InferOutput<typeof espChoices>;
