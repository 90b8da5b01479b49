import { createCloud, createIam, type Cloud } from '../../../src/cloud/cloud';
import { noAnswer } from '../../../src/cloud/errors';
import { createTransport, type Transport } from '../../../src/cloud/transport';
import { services } from '../../../src/services/list';
import { never, type Peer } from './support';

/** What of the machine's network there is. */
export interface Line {
  isDown: boolean;
}

/** The account of a machine that may be offline now and then. */
export async function cloudOver(line: Line, { sandbox: { endpoints, apiKey } }: Peer): Promise<Cloud> {
  const { token } = await createIam(endpoints).signInWithApiKey(apiKey, never);
  const online = createTransport({ sleep: () => Promise.resolve() });
  const send: Transport['send'] = (request, signal) =>
    line.isDown ? Promise.reject(noAnswer(request, 'ENOTFOUND', 'getaddrinfo ENOTFOUND')) : online.send(request, signal);
  return createCloud({ endpoints, services, tokens: { token: () => Promise.resolve(token.accessToken) }, transport: { send } });
}
