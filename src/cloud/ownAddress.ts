import { isIPv4, isIPv6 } from 'node:net';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { closedToInternet } from '../model/range';
import { visible } from '../model/text';
import { createTransport, type Transport } from './transport';

/** This machine's public IPv4 address, as a page on the internet sees it. Asked only on the user's word. */
export async function ownAddress(url: string, signal: AbortSignal, transport: Transport = createTransport()): Promise<string> {
  const what = t('Could not look up this machine\'s address');
  const { status, body } = await transport.send({ service: 'address-lookup', method: 'GET', baseUrl: url, path: '/', what }, signal);
  const text = body.toString('utf8').trim();
  if (status === 200 && (isIPv6(text) || closedToInternet(text))) {
    throw new Failure({
      code: 'address-lookup.not-public', what,
      why: isIPv6(text)
        ? t('This machine comes from {0}: it has no IPv4 address of its own on the internet, and floating IPs are IPv4.', visible(text, 60))
        : t('The page sees {0}, which is no address on the internet: '
          + 'a carrier’s NAT or a company’s network stands between, and the server sees another.', text),
      next: t('Type the IPv4 address or range that your network comes from, or choose a server that you reach through a VPN or a bastion.'),
    });
  }
  if (status !== 200 || !isIPv4(text)) {
    throw new Failure({
      code: 'address-lookup.unexpected', what, why: t('The page answered {0}: {1}', status, visible(text, 100)), next: t('Type the address instead.'), status,
    });
  }
  return text;
}
