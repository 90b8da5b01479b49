/** One host of a `ProxyJump`, as it is written. */
export interface JumpHost {
  readonly host: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
}

const most = 8;

/** Reads `[user@]host[:port]` or `ssh://…`, several with commas, as ssh_config(5) has it; undefined where it is none. */
export function jumpHosts(jump: string): readonly JumpHost[] | undefined {
  const hosts = jump.split(',').map((part) => hostIn(part.trim()));
  return hosts.length > most || hosts.some((host) => host === undefined) ? undefined : hosts.flatMap((host) => host ?? []);
}

// Nothing in it may be an option of `ssh`, or start another word of its configuration.
const written = /^(?:ssh:\/\/)?(?:([A-Za-z0-9_][A-Za-z0-9._-]*)@)?([A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/?$/;

function hostIn(text: string): JumpHost | undefined {
  const [, user, host, digits] = written.exec(text) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  const isPort = port === undefined || (port > 0 && port <= 65_535);
  return host === undefined || !isPort ? undefined : { host: host.replace(/^\[|\]$/g, ''), user, port };
}
