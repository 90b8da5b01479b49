/** VS Code's settings under `http`, as far as they say whether there is a proxy. */
export interface ProxySettings {
  readonly proxy: unknown;
  readonly proxySupport: unknown;
}

/** Host of the proxy that the editor's HTTP goes through: its own setting, or else the environment's. Its name and password stay where they are. */
export function httpProxy({ proxy, proxySupport }: ProxySettings, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (proxySupport === 'off') {
    return undefined;
  }
  const places = [proxy, environment['https_proxy'], environment['HTTPS_PROXY'], environment['http_proxy'], environment['HTTP_PROXY']];
  const set = places.find((text): text is string => typeof text === 'string' && text !== '');
  // One without a scheme, "proxy:3128", reads as a scheme without a host.
  const written = set === undefined || set.includes('://') ? set : `http://${set}`;
  return written !== undefined && URL.canParse(written) ? new URL(written).host : undefined;
}
