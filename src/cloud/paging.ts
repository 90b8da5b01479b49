import { Failure } from '../model/failure';
import { t } from '../model/l10n';

/** One page of a list, and how the API names the one after it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Query parameters of the next page, undefined after the last. */
  readonly next: Readonly<Record<string, string>> | undefined;
}

// Of 100 items: far more than any quota allows (cloud.ibm.com/docs/vpc?topic=vpc-quotas).
const mostPages = 2_000;

/** Yields a list's pages in order, until the last, the cap, or a page that the list had before. */
export async function* pages<T>(
  read: (next: Readonly<Record<string, string>> | undefined) => Promise<Page<T>>,
  what: string,
): AsyncGenerator<readonly T[], void, undefined> {
  const seen = new Set<string>();
  let next: Readonly<Record<string, string>> | undefined;
  do {
    const page = await read(next);
    yield page.items;
    next = page.next;
    const place = next === undefined ? undefined : JSON.stringify(next);
    if (place !== undefined && (seen.has(place) || seen.size >= mostPages)) {
      throw endless(what, seen.has(place));
    }
    seen.add(place ?? '');
  } while (next !== undefined);
}

/** All items of all pages. */
export async function everyItem<T>(source: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const list of source) {
    items.push(...list);
  }
  return items;
}

/**
 * The query of a `next` link. Only its parameters are used: a page is always asked of the service that gave the first,
 * wherever the link points. A link without parameters leads nowhere.
 */
export function queryOfLink(link: string | null | undefined): Readonly<Record<string, string>> | undefined {
  if (link === null || link === undefined || link === '' || !URL.canParse(link, 'https://relative.invalid')) {
    return undefined;
  }
  const query = Object.fromEntries(new URL(link, 'https://relative.invalid').searchParams);
  return Object.keys(query).length === 0 ? undefined : query;
}

function endless(what: string, repeated: boolean): Failure {
  return new Failure({
    code: 'http.endless-list',
    what,
    why: repeated ? t('The list came back to a page that it had before.') : t('The list has more than {0} pages.', mostPages),
    next: t('Refresh; if it stays, report this message.'),
  });
}
