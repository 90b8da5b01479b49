import * as v from 'valibot';
import { serverChoice } from '../../server/access';

const packageNames = v.array(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9+.-]{0,99}$/)));

/** What is done on a server that exists, over SSH. `name` is the server's. */
export const clientToolsChoices = v.object({
  part: v.literal('client-tools'), name: v.string(), ...serverChoice.entries,
  tools: v.pipe(v.array(v.object({ title: v.string(), packages: v.object({ apt: packageNames, dnf: packageNames }) })), v.minLength(1)),
});

export const certificateChoices = v.object({
  part: v.literal('certificate'), name: v.string(), ...serverChoice.entries,
  path: v.pipe(v.string(), v.regex(/^\/?[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/)),
  /** What is sent: certificates alone. */
  pem: v.pipe(v.string(), v.maxLength(70_000), v.regex(/^(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n)+$/)),
  about: v.string(),
});
