import type { CheckRequest } from '../request';
import type { Lookout } from '../lookout';
import type { Check } from './check';
import { namesCheck } from './names';
import { openingChecks } from './opening';
import { tcp } from './tcp';
import { tls } from './tls';

/** What is asked from one vantage: its own questions, then those of every service, then those of this one. */
export function checksInOrder({ checks, service }: CheckRequest, lookout: Lookout): readonly Check[] {
  const own = ownChecks(lookout);
  return [...own, namesCheck(service.words, own.map(({ id }) => id)), tcp, tls, ...checks.ladder()];
}

/** Each of the vantage's own questions hangs on all before it. */
function ownChecks(lookout: Lookout): readonly Check[] {
  const checks = [...openingChecks(lookout)];
  for (const check of lookout.vantage.before) {
    const { id, title } = check;
    checks.push({ id, title, dependsOn: checks.map((sooner) => sooner.id), run: (_context, signal) => check.run(signal) });
  }
  return checks;
}
