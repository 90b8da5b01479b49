import { instance, number, object, optional, parse, record, safeParse, string, unknown } from 'valibot';
import type { CloudAnswer, CloudRequest } from './request';
import { t } from '../model/l10n';

/** Sends one request by IBM's SDK core; rejects with the core's own error where no answer came. */
export type SendThroughCore = (request: CloudRequest, largestAnswer: number, signal: AbortSignal) => Promise<CloudAnswer>;

const coreAnswer = object({ status: number(), headers: record(string(), unknown()), result: instance(Uint8Array) });
const coreError = object({ message: optional(string()), statusText: optional(string()) });

/**
 * Loads IBM's SDK core, which is large, when the first request is made.
 *
 * The core gives axios no agent of its own, so requests go by `http.request` and `https.request` as VS Code has patched
 * them, with its proxy and certificate settings. axios by itself would read the proxy variables of the environment and
 * then bring an agent that VS Code's certificates do not reach: `proxy: false` keeps it from that. Redirects are not
 * followed, since no API of ours makes one and a token must not travel.
 */
export async function sdkCore(): Promise<SendThroughCore> {
  const { BaseService, NoAuthAuthenticator } = await import('ibm-cloud-sdk-core');
  class Core extends BaseService {
    send(parameters: object): Promise<unknown> {
      return this.createRequest(parameters);
    }
  }
  const core = new Core({ authenticator: new NoAuthAuthenticator(), proxy: false, maxRedirects: 0 });
  return async (request, largestAnswer, signal) => answerOf(await core.send({
    options: {
      url: request.path, method: request.method, qs: { ...request.query }, body: request.body, form: request.form,
      // Bytes, so that it is we who judge whether a body is JSON; any status, so that it is we who read the envelope.
      axiosOptions: { signal, maxContentLength: largestAnswer, responseType: 'arraybuffer', validateStatus: () => true },
    },
    defaultOptions: {
      serviceUrl: request.baseUrl,
      headers: { Accept: 'application/json', 'User-Agent': 'private-connect', ...request.headers },
    },
  }));
}

/** What the core's error says of a request that got no answer. Its own text may advise to turn checks off: not shown. */
export function lostAnswer(error: unknown): { readonly code: string | undefined; readonly words: string } {
  const read = safeParse(coreError, error);
  const { message, statusText } = read.success ? read.output : { message: String(error), statusText: undefined };
  return { code: statusText, words: message ?? t('no reason given') };
}

function answerOf(answer: unknown): CloudAnswer {
  const { status, headers, result } = parse(coreAnswer, answer);
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    status,
    headers: Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(result.buffer, result.byteOffset, result.byteLength),
  };
}
