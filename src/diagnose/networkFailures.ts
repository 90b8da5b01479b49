import { codeOf } from '../base/codes';
import { at, wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { visible } from '../model/text';

const dnsCodes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'dns.nxdomain', ENODATA: 'dns.nxdomain', EAI_NODATA: 'dns.nxdomain', EAI_NONAME: 'dns.nxdomain',
  ETIMEOUT: 'dns.timeout', ETIMEDOUT: 'dns.timeout', EAI_AGAIN: 'dns.timeout', ESERVFAIL: 'dns.refused', EREFUSED: 'dns.refused',
  EOTHERRESOLVER: 'dns.other-resolver',
};

const tcpCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'tcp.refused', ETIMEDOUT: 'tcp.timeout', ECONNRESET: 'tcp.reset', EPIPE: 'tcp.reset',
  EHOSTUNREACH: 'tcp.unreachable', ENETUNREACH: 'tcp.unreachable',
};

/** What a name server's refusal means: `dns.nxdomain`, `dns.timeout`, `dns.refused`, `dns.other-resolver`, or `dns.failed` with its own words. */
export function dnsFailure(name: string, error: unknown): Failure {
  return new Failure({
    code: dnsCodes[codeOf(error) ?? ''] ?? 'dns.failed',
    what: t('No address for {0}', visible(name, 255)),
    why: withoutName(wordsOf(error), name),
    next: t('Check again after a few minutes: new private names take that long to spread.'),
    cause: error,
  });
}

/** A private name has ninety letters and has just been said. */
function withoutName(words: string, name: string): string {
  return words.replace(/^((?:getaddrinfo|query\w+) \w+) .*/, '$1').replaceAll(visible(name), 'it');
}

export function dnsLate(name: string, milliseconds: number): Failure {
  return new Failure({
    code: 'dns.timeout',
    what: t('No address for {0}', visible(name, 255)),
    why: t('No answer within {0} s.', milliseconds / 1000),
    next: t('Check that the name server can be reached from there.'),
  });
}

/** What a refused connection means: `tcp.refused`, `tcp.timeout`, `tcp.reset`, `tcp.unreachable`, or `tcp.failed`. */
export function tcpFailure(address: string, port: number, error: unknown): Failure {
  return new Failure({
    code: tcpCodes[codeOf(error) ?? ''] ?? 'tcp.failed',
    what: t('No connection to {0}', at({ host: address, port })),
    why: wordsOf(error),
    next: t('Check the security groups and network ACLs on the way.'),
    cause: error,
  });
}

export function tcpLate(address: string, port: number, milliseconds: number): Failure {
  return new Failure({
    code: 'tcp.timeout',
    what: t('No connection to {0}', at({ host: address, port })),
    why: t('No answer within {0} s.', milliseconds / 1000),
    next: t('Check the security groups and network ACLs on the way.'),
  });
}
