/** What strongSwan says of one connection: what it is set to, and what it has agreed on. What it did not say is undefined. */
export interface SeenConnection {
  readonly name: string;
  readonly version?: 1 | 2;
  /** The cloud's gateway, as configured or connected: an address or a name. */
  readonly remoteAddress?: string;
  readonly localIdentity?: string;
  readonly remoteIdentity?: string;
  /** Phase 1 stands. */
  readonly isEstablished?: boolean;
  /** Agreed, in the words of the configuration: `aes256-sha256-modp2048`. */
  readonly ikeProposal?: string;
  /** Seconds until phase 1 is renewed: as configured, or what is left. */
  readonly ikeRenewed?: number;
  readonly children: readonly SeenChild[];
}

/** Phase 2: one pair of ranges, or of several. */
export interface SeenChild {
  readonly name: string;
  readonly local: readonly string[];
  readonly remote: readonly string[];
  readonly isInstalled?: boolean;
  readonly isInUdp?: boolean;
  readonly proposal?: string;
  readonly renewed?: number;
}

/** More of a text, or of a line, than any gateway says is not looked at. */
const most = 500_000;
const longest = 2000;

export function linesOf(text: string): readonly string[] {
  return text.slice(0, most).split('\n').map((line) => line.slice(0, longest).trimEnd());
}

export function versionOf(text: string | undefined): Pick<SeenConnection, 'version'> {
  return text === '1' ? { version: 1 } : text === '2' ? { version: 2 } : {};
}
