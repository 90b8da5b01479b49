/** SSH's own port. */
export const sshPort = 22;

/** Who signs in to a server over SSH, and where it listens. */
export interface ServerLogin {
  readonly user: string;
  readonly port: number;
}

/** An address or a host name as a person types it, that no program takes for an option. */
export function isHost(text: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text);
}

/** As it is typed: "ubuntu", or "ubuntu:2222" where the port is not the usual one. */
export function loginText({ user, port }: ServerLogin): string {
  return port === sshPort ? user : `${user}:${port}`;
}

/** Reads what is typed; undefined where it is no login. Only a name that OpenSSH's configuration can hold is one. */
export function loginFrom(text: string): ServerLogin | undefined {
  const [, user, digits] = /^([A-Za-z0-9_][A-Za-z0-9._-]{0,63})(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const port = digits === undefined ? sshPort : Number(digits);
  return user === undefined || port < 1 || port > 65_535 ? undefined : { user, port };
}
