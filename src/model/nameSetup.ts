/** What resolves names on a machine, and the script there that lets OpenVPN tell it the tunnel's name servers. */
export interface NameSetup {
  readonly resolver: 'systemd-resolved' | 'resolvconf' | 'other';
  /** Absolute path, for this resolver; undefined where none is installed. */
  readonly script?: string;
}
