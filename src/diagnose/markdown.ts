import type { CheckResult, Report, VantageView } from '../model/check';
import { t } from '../model/l10n';
import { visibleInMarkdown } from '../model/text';

const stateWords: Readonly<Record<CheckResult['state'], string>> = {
  waiting: t('waiting'), running: t('running'), passed: t('passed'), degraded: t('**works in part**'), failed: t('**FAILED**'),
  expected: t('as expected'), 'not-run': t('not run'),
};

/** The report as text for a ticket or a chat. It holds what the panel holds: no secret, and no markup of a server's. */
export function reportAsMarkdown(report: Report): string {
  const { instance, headline } = report;
  const from = report.vantages.map(({ name }) => safe(name)).join(t(' and '));
  const parts = [
    `# ${t('Connectivity of {0}', safe(instance.name))}`,
    t('{0} in {1}, checked {2} from {3}.', safe(instance.description), safe(instance.region), safe(report.checkedAt), from),
    `**${safe(headline.text)}**${headline.code === undefined ? '' : ` (${code(headline.code)})`}`,
    ...(headline.cause === undefined ? [] : [t('Cause: {0}', safe(headline.cause))]),
    ...(headline.remedy === undefined ? [] : [t('What to do: {0}', safe(headline.remedy.title))]),
    `## ${t('Path')}`,
    report.hops.map((hop) => `- ${safe(hop.name)} (${safe(hop.what)}): ${hop.state}, ${safe(hop.detail)}${time(hop.milliseconds)}`).join('\n'),
    ...report.vantages.map((vantage) => vantageAsMarkdown(vantage, report.results.filter((result) => result.vantage === vantage.id))),
    t('Instance: {0}', code(instance.crn)),
    ...(report.identity === undefined ? [] : [`${safe(report.identity.label)}: ${code(report.identity.value)}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function vantageAsMarkdown(vantage: VantageView, results: readonly CheckResult[]): string {
  const rows = results.map((result) => {
    const found = result.code === 'ok' || result.code === result.state ? '' : ` ${code(result.code)}`;
    return `| ${safe(result.title)} | ${stateWords[result.state]}${found} | ${safe(result.summary)} | ${time(result.milliseconds).replace(', ', '')} |`;
  });
  const evidence = results
    .filter((result) => result.evidence.length > 0)
    .map((result) => [`- ${safe(result.title)}`, ...result.evidence.map((line) => `  - ${safe(line)}`)].join('\n'));
  return [
    `## ${t('From {0}', safe(vantage.name))}`,
    [t('| Check | Result | Seen | Time |'), '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...(evidence.length > 0 ? [t('Evidence:'), evidence.join('\n')] : []),
  ].join('\n\n');
}

function safe(text: string): string {
  return visibleInMarkdown(text);
}

/** Our own codes and the cloud's ids are easier to search for when they stay as they are. */
function code(text: string): string {
  return /^[A-Za-z0-9._:/-]+$/.test(text) ? `\`${text}\`` : safe(text);
}

function time(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '' : t(', {0} ms', milliseconds);
}
