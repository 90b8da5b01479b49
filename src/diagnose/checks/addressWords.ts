import { t } from '../../model/l10n';

/** What a client meets at an address that it cannot use: a silence lasts as long as it waits, a refusal is told at once. */
export type Met = 'silence' | 'refusal' | 'no-tls';

/** "1 of 2 addresses does not answer: 10.249.64.4 (ca-mon-2)". */
export function closedWords(met: Met, closed: number, all: number, names: string): string {
  if (met === 'no-tls') {
    return closed === 1 ? t('1 of {0} addresses brings up no TLS: {1}', all, names) : t('{0} of {1} addresses bring up no TLS: {2}', closed, all, names);
  }
  return closed === 1 ? t('1 of {0} addresses does not answer: {1}', all, names) : t('{0} of {1} addresses do not answer: {2}', closed, all, names);
}

/** The same of one member. */
export function partlyWords(met: Met, addresses: readonly string[]): string {
  const names = addresses.join(', ');
  if (met === 'no-tls') {
    return addresses.length === 1 ? t('{0} brings up no TLS', names) : t('{0} bring up no TLS', names);
  }
  return addresses.length === 1 ? t('{0} does not answer', names) : t('{0} do not answer', names);
}

/** What it costs a client, which takes the addresses of a name in turn. */
export function costWords(met: Met, closed: number, all: number): string {
  return closed === 1 ? ofOne[met](all) : ofSeveral[met](closed, all);
}

const ofOne: Readonly<Record<Met, (all: number) => string>> = {
  'silence': (all) => t('A client takes the addresses of a name in turn: 1 of {0} new connections waits for its time-out '
    + 'before another address is tried, and fails where a client tries only one.', all),
  'refusal': (all) => t('A client takes the addresses of a name in turn: 1 of {0} new connections is refused '
    + 'before another address is tried, and fails where a client tries only one.', all),
  'no-tls': (all) => t('A client takes the addresses of a name in turn: 1 of {0} new connections ends without TLS '
    + 'before another address is tried, and fails where a client tries only one.', all),
};

const ofSeveral: Readonly<Record<Met, (closed: number, all: number) => string>> = {
  'silence': (closed, all) => t('A client takes the addresses of a name in turn: {0} of {1} new connections wait for their time-outs '
    + 'before another address is tried, and fail where a client tries only one.', closed, all),
  'refusal': (closed, all) => t('A client takes the addresses of a name in turn: {0} of {1} new connections are refused '
    + 'before another address is tried, and fail where a client tries only one.', closed, all),
  'no-tls': (closed, all) => t('A client takes the addresses of a name in turn: {0} of {1} new connections end without TLS '
    + 'before another address is tried, and fail where a client tries only one.', closed, all),
};
