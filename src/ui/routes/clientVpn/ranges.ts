import { t } from '../../../model/l10n';
import { openToInternet, rangeFrom } from '../../../setup/ranges';

/** Ranges as they are typed, one or more with commas; undefined where one of them is none, or stands there twice. */
export function rangesFrom(text: string): readonly string[] | undefined {
  const ranges = text.split(/[,;\s]+/).filter((part) => part !== '').map(rangeFrom);
  const known = ranges.flatMap((range) => range ?? []);
  return known.length === ranges.length && new Set(known).size === known.length ? known : undefined;
}

/** What is wrong with them, or undefined. */
export function rangesProblem(text: string): string | undefined {
  const ranges = rangesFrom(text);
  return ranges === undefined || ranges.length === 0
    ? t('Type an IPv4 address such as 203.0.113.7, or a range such as 203.0.113.0/24; several with commas, each once.') : undefined;
}

/** The same of those from where a server may be dialled. */
export function dialRangesProblem(text: string): string | undefined {
  const open = rangesFrom(text)?.find(openToInternet);
  return rangesProblem(text) ?? (open === undefined ? undefined
    : t('{0} is open to strangers. Go back and choose the whole internet if you mean it.', open));
}
