import type { SeenSoFar, VantageCheck } from '../../model/vantage';
import type { CheckRequest } from '../request';
import type { Lookout } from '../lookout';
import type { Check, CheckContext } from './check';
import { namesCheck } from './names';
import { openingChecks } from './opening';
import { tcp } from './tcp';
import { tls } from './tls';

/** What is asked from one vantage: its own questions, then those of every service, then those of this one. */
export function checksInOrder({ checks, service }: CheckRequest, lookout: Lookout): readonly Check[] {
  const { before, beforeTls = [] } = lookout.vantage;
  const own = after(openingChecks(lookout), before);
  const once = after([tcp], beforeTls);
  return [...own, namesCheck(service.words, idsOf(own)), ...once, { ...tls, dependsOn: idsOf(once) }, ...checks.ladder()];
}

/** Each of a vantage's own questions hangs on all before it. */
function after(sooner: readonly Check[], questions: readonly VantageCheck[]): readonly Check[] {
  return questions.reduce<readonly Check[]>((checks, question) => [
    ...checks,
    { id: question.id, title: question.title, dependsOn: idsOf(checks), run: (context, signal) => question.run(signal, seenIn(context)) },
  ], sooner);
}

function seenIn({ probes, instance }: CheckContext): SeenSoFar {
  return {
    privateNames: instance.privateNames,
    members: probes.map(({ member }) => member),
    names: probes.map(({ member }) => member.host),
    reached: probes.flatMap(({ member, reached }) => reached.map((address) => ({ member, address }))),
  };
}

function idsOf(checks: readonly Check[]): readonly string[] {
  return checks.map(({ id }) => id);
}
