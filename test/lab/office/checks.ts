// The product's checks as they run on a machine of the office: what to check comes in as JSON, the results go out.
import { runChecks } from '../../../src/diagnose/ladder';
import type { CheckRequest } from '../../../src/diagnose/request';
import { eventStreams } from '../../../src/diagnose/services/eventStreams/eventStreams';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { Secret } from '../../../src/model/secret';
import { localVantage } from '../../../src/setup/localVantage';
import { eventStreams as service } from '../../../src/services/eventStreams/service';

/** Of a request, what is plain data. */
export type OfficeChecks = Pick<CheckRequest, 'instance' | 'path' | 'gateways' | 'authorities'> & { readonly apiKey: string };

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { apiKey, ...rest } = JSON.parse(Buffer.concat(chunks).toString()) as OfficeChecks;
  const vantage = localVantage({ machine: 'an office machine', network: systemNetwork() }, true);
  const { results, headline } = await runChecks({
    ...rest, service, checks: eventStreams, vantages: { all: [vantage], meant: vantage.id }, secret: new Secret(apiKey),
  }, () => undefined, new AbortController().signal);
  process.stdout.write(JSON.stringify({ state: headline.state, results: results.map(({ check, state, code }) => ({ check, state, code })) }));
}

void main();
