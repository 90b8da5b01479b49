import type { CheckResult, Report, VantageView } from '../model/check';
import { visibleInMarkdown } from '../model/text';

const stateWords: Readonly<Record<CheckResult['state'], string>> = {
  waiting: 'waiting', running: 'running', passed: 'passed', degraded: '**works in part**', failed: '**FAILED**', expected: 'as expected', 'not-run': 'not run',
};

/** The report as text for a ticket or a chat. It holds what the panel holds: no secret, and no markup of a server's. */
export function reportAsMarkdown(report: Report): string {
  const { instance, headline } = report;
  const from = report.vantages.map(({ name }) => safe(name)).join(' and ');
  const parts = [
    `# Connectivity of ${safe(instance.name)}`,
    `${safe(instance.description)} in ${safe(instance.region)}, checked ${safe(report.checkedAt)} from ${from}.`,
    `**${safe(headline.text)}**${headline.code === undefined ? '' : ` (${code(headline.code)})`}`,
    ...(headline.cause === undefined ? [] : [`Cause: ${safe(headline.cause)}`]),
    ...(headline.remedy === undefined ? [] : [`What to do: ${safe(headline.remedy.title)}`]),
    '## Path',
    report.hops.map((hop) => `- ${safe(hop.name)} (${safe(hop.what)}): ${hop.state}, ${safe(hop.detail)}${time(hop.milliseconds)}`).join('\n'),
    ...report.vantages.map((vantage) => vantageAsMarkdown(vantage, report.results.filter((result) => result.vantage === vantage.id))),
    `Instance: ${code(instance.crn)}`,
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
    `## From ${safe(vantage.name)}`,
    ['| Check | Result | Seen | Time |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...(evidence.length > 0 ? ['Evidence:', evidence.join('\n')] : []),
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
  return milliseconds === undefined ? '' : `, ${milliseconds} ms`;
}
