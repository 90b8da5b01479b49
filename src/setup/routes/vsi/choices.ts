import * as v from 'valibot';
import { sshPort, through } from '../../server/access';

const text = v.string();
const zone = v.pipe(text, v.regex(/^[a-z0-9-]+$/));

const newServer = v.object({ kind: v.literal('new'), name: text, zone, profile: text, imageId: text, imageName: text });
const existingServer = v.object({ kind: v.literal('existing'), id: text, name: text });

/** What the user chose for the route through a virtual server, as it is saved. */
export const vsiChoices = v.object({
  vpc: v.variant('kind', [
    v.object({ kind: v.literal('existing'), id: text, name: text }),
    v.object({ kind: v.literal('new'), name: text }),
  ]),
  /** Zones that get a subnet and a reserved IP of the endpoint gateway. The server's zone is one of them. */
  zones: v.array(zone),
  server: v.variant('kind', [newServer, existingServer]),
  /** How the server is reached over SSH. */
  address: v.variant('kind', [
    /** A floating IP, existing or to be made. */
    v.object({ kind: v.literal('floating-ip') }),
    /** An address that the user already has a way to: a VPN, a bastion. */
    v.object({ kind: v.literal('address'), address: text, through: v.optional(through) }),
  ]),
  /** The image's login user: `ubuntu`, `vpcuser` ... */
  loginUser: text,
  /** Where its SSH listens; 22 where it is left out. */
  sshPort: v.optional(sshPort),
  /** Who may SSH in, as a range: `203.0.113.7/32`. Undefined: no rule is made. */
  sshFrom: v.optional(text),
  /** This machine's own address, where it was looked up. */
  ownAddress: v.optional(text),
  /** Who was let in before and is no more, the first one first: their rules of ours are taken away. */
  sshFromBefore: v.optional(v.array(text)),
  /** Where it was said to listen before: rules of ours for these ports are taken away too. */
  sshPortsBefore: v.optional(v.array(sshPort)),
  /** The user typed that a range as wide as the internet is meant; without it setup refuses such a range. */
  openToInternetConfirmed: v.optional(v.literal(true)),
  /** The private key's file; a new one is made, an existing one is only read. Or a key of the SSH agent, which has no file. */
  key: v.variant('kind', [
    v.object({ kind: v.literal('new'), path: text }),
    v.object({ kind: v.literal('existing'), path: text }),
    v.object({ kind: v.literal('agent'), path: v.literal(''), fingerprint: text, comment: text }),
  ]),
  resourceGroupId: text,
});

export type VsiChoices = Readonly<v.InferOutput<typeof vsiChoices>>;
export type NewServer = v.InferOutput<typeof newServer>;
export type ExistingServer = v.InferOutput<typeof existingServer>;
export type ServerAddress = VsiChoices['address'];
export type KeyChoice = VsiChoices['key'];
