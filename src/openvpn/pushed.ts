import { everywhere, rangeOfMask } from '../model/range';

/** What a VPN server sent to a client when it connected. */
export interface Pushed {
  /** Destinations that go into the tunnel, as CIDRs; `0.0.0.0/0` for all in full tunnel. */
  readonly routes: readonly string[];
  readonly nameServers: readonly string[];
  /** The client's address in the pool. */
  readonly address: string | undefined;
  readonly mtu: number | undefined;
}

/** Of a client's log (verb 3): the last answer that it got, which may stand in several lines. Undefined where it got none. */
export function pushedIn(log: string): Pushed | undefined {
  const answers = [...log.matchAll(/PUSH: Received control message: 'PUSH_REPLY,([^']*)'/g)]
    .map(([, options = '']) => options.split(',').map((each) => each.split(' ')));
  // One that goes on in the next answer says so itself: push-continuation 2, and 1 in the last one.
  const last = answers.findLastIndex((options, at) => at === answers.length - 1 || continuation(options) !== '2');
  const first = answers.slice(0, last).findLastIndex((options) => continuation(options) !== '2') + 1;
  const options = answers.slice(first, last + 1).flat();
  return answers.length === 0 ? undefined : {
    routes: options.flatMap((option) => routeOf(option) ?? []),
    nameServers: options.flatMap(([name, kind, server]) => name === 'dhcp-option' && kind === 'DNS' && server !== undefined ? [server] : []),
    address: options.findLast(([name]) => name === 'ifconfig')?.[1],
    mtu: Number(options.findLast(([name]) => name === 'tun-mtu')?.[1] ?? NaN) || undefined,
  };
}

function continuation(options: readonly (readonly string[])[]): string | undefined {
  return options.find(([name]) => name === 'push-continuation')?.[1];
}

/** `route` with an address and a mask, or one address; OpenVPN's words for other networks are none that a server sends. */
function routeOf([name, destination = '', mask = '255.255.255.255']: readonly string[]): string | undefined {
  if (name === 'redirect-gateway') {
    return everywhere;
  }
  return name === 'route' ? rangeOfMask(destination, mask) : undefined;
}
