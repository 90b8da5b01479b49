import { fixed } from '../network/fixedHosts';
import { checkedAddress } from '../network/match';
import { CannotMake, type DaemonPlan, type NetworkPlan } from '../network/plan';
import { changeDaemon, hostOf, whole } from './change';
import type { FaultOf, ResolverAnswer } from './fault';
import { program } from './program';

/** Where the true resolver is while something else answers in its place. */
const truePort = 530;

/** The true resolver goes to another port; what answers in its place asks it for everything that it has no wrong answer to. */
export function resolverAnswers(plan: NetworkPlan, fault: FaultOf<'resolver-answers'>): NetworkPlan {
  const what = `a wrong answer of the resolver at ${fault.host}`;
  hostOf(plan, fault.host, what);
  if (typeof fault.answer === 'object') checked(fault.answer, what);
  const found = resolversAt(plan, fault);
  if (found.length === 0) throw new CannotMake(what, 'there is no resolver');
  return found.reduce((changed, daemon) => wrongly(changed, daemon, rule(fault.names, fault.answer)), plan);
}

function checked(answer: Exclude<ResolverAnswer, string>, what: string): void {
  if ('address' in answer) checkedAddress(answer.address, what);
  else whole(answer.afterMilliseconds, 0, 60_000, what);
}

function resolversAt({ daemons }: NetworkPlan, { host, which }: FaultOf<'resolver-answers'>): DaemonPlan[] {
  const [kind, vpcId] = host.split('/');
  if (kind === 'vpc') {
    const ids = [0, 1].filter((at) => at === (which ?? at)).map((at) => `names/${vpcId ?? ''}/${at}`);
    return daemons.filter(({ id }) => ids.includes(id));
  }
  return daemons.filter((daemon) => daemon.host === host && (host === fixed.provider ? daemon.id === 'names/iaas' : daemon.id.startsWith('names/')));
}

function wrongly(plan: NetworkPlan, daemon: DaemonPlan, wrong: string): NetworkPlan {
  const id = `wrong-${daemon.id}`;
  const addresses = daemon.command.flatMap((word) => word.startsWith('--listen-address=') ? [word.slice('--listen-address='.length)] : []);
  // What was declared last is asked first.
  if (plan.daemons.some((each) => each.id === id)) return changeDaemon(plan, id, (each) => [{ ...each, command: [...each.command, wrong] }]);
  return changeDaemon(plan, daemon.id, (each) => [
    { ...each, command: [...each.command, `--port=${truePort}`] },
    { id, host: each.host, files: {}, ready: 'ready', command: [...program('answers.py'), addresses.join(','), String(truePort), wrong] },
  ]);
}

function rule(names: readonly string[] | undefined, answer: ResolverAnswer): string {
  return JSON.stringify({ names: names ?? ['*.'], ...wordsFor(answer) });
}

function wordsFor(answer: ResolverAnswer): { answer: string; address?: string; ms?: number } {
  if (typeof answer === 'string') return { answer };
  return 'address' in answer ? { answer: 'address', address: answer.address } : { answer: 'late', ms: answer.afterMilliseconds };
}
