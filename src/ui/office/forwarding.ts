import { t } from '../../model/l10n';
import { parseAddress } from '../../model/range';
import { isDomain } from '../../onPremises/words';
import type { ForwardingAnswer } from './answers';

/** "corp.example 10.1.0.53 10.1.0.54; lab.example 10.1.0.53": as they are typed. */
export function forwardingText(rules: ForwardingAnswer): string {
  return rules.map(({ match, forwardTo }) => [match, ...forwardTo].join(' ')).join('; ');
}

/** The same the other way round; undefined where a part is no rule. */
export function forwardingFrom(text: string): ForwardingAnswer | undefined {
  const parts = text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '');
  const rules = parts.flatMap((part) => ruleFrom(part) ?? []);
  return rules.length === parts.length ? rules : undefined;
}

function ruleFrom(text: string): ForwardingAnswer[number] | undefined {
  const [match = '', ...forwardTo] = text.toLowerCase().split(/[\s,]+/).filter((part) => part !== '');
  return isDomain(match) && forwardTo.length > 0 && forwardTo.every((each) => parseAddress(each) !== undefined) ? { match, forwardTo } : undefined;
}

/** What is wrong with them, or undefined; none is right too. `own` is what the cloud alone may answer. */
export function forwardingProblem(text: string, own: readonly string[] = ['appdomain.cloud', 'cloud.ibm.com']): string | undefined {
  const rules = forwardingFrom(text);
  if (rules === undefined) {
    return t('Type a domain and its name servers, such as corp.example 10.1.0.53; the next one behind a semicolon.');
  }
  const matches = rules.map(({ match }) => match);
  const twice = matches.find((match, at) => matches.indexOf(match) !== at);
  if (twice !== undefined) {
    return t('{0} stands there twice: write all of its name servers behind it once.', twice);
  }
  const cloud = matches.find((match) => own.some((domain) => domain === match || domain.endsWith(`.${match}`) || match.endsWith(`.${domain}`)));
  return cloud === undefined ? undefined : t('{0} holds names of the cloud: the office would be asked for the instance itself.', cloud);
}
