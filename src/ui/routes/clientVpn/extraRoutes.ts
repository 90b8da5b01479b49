import { t } from '../../../model/l10n';
import { everywhere, overlaps, parseRange } from '../../../model/range';
import { rangeFrom } from '../../../setup/ranges';
import type { TunnelAnswer } from './answers';

type ExtraRoute = TunnelAnswer['extraRoutes'][number];

/** "10.20.0.0/16, 10.30.0.0/16 translate": as they are typed. */
export function extraRoutesText(routes: readonly ExtraRoute[]): string {
  return routes.map(({ destination, action }) => action === 'deliver' ? destination : `${destination} ${action}`).join(', ');
}

/** The same the other way round; undefined where a part is no route. */
export function extraRoutesFrom(text: string): readonly ExtraRoute[] | undefined {
  const parts = text.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== '');
  const routes = parts.flatMap((part) => routeFrom(part) ?? []);
  return routes.length === parts.length ? routes : undefined;
}

function routeFrom(text: string): ExtraRoute | undefined {
  const [range = '', word = 'deliver', ...rest] = text.split(/\s+/);
  const destination = rangeFrom(range);
  const action = (['deliver', 'translate', 'drop'] as const).find((each) => each === word.toLowerCase());
  return destination === undefined || action === undefined || rest.length > 0 ? undefined : { destination, action };
}

/** What they stand beside. */
export interface Beside extends Pick<TunnelAnswer, 'tunnel'> {
  /** Of the clients. */
  readonly pool: string | undefined;
}

/** What is wrong with them, or undefined. */
export function extraRoutesProblem(text: string, { pool, tunnel }: Beside): string | undefined {
  const routes = extraRoutesFrom(text);
  if (routes === undefined) {
    return t('Type ranges such as 10.20.0.0/16, with commas; behind one may stand deliver, translate or drop.');
  }
  const destinations = routes.map(({ destination }) => destination);
  const twice = destinations.find((each, at) => destinations.indexOf(each) !== at);
  if (twice !== undefined) {
    return t('{0} stands there twice: a destination has one route.', twice);
  }
  if (tunnel === 'split' && destinations.includes(everywhere)) {
    return t('{0} is everything: that is the full tunnel, which is a choice above.', everywhere);
  }
  const clients = pool === undefined ? undefined : parseRange(pool);
  const clash = destinations.find((each) => {
    const range = parseRange(each);
    return each !== everywhere && range !== undefined && clients !== undefined && overlaps(range, clients);
  });
  return clash === undefined ? undefined : t('{0} overlaps {1}, the addresses of the clients themselves.', clash, pool ?? '');
}
