import { failureText } from '../model/failure';
import { traceOf } from './errors';
import type { CloudRequest } from './request';
import type { Transport } from './transport';

/** A request and what became of it, for a log: nothing of what it carried or brought. */
export interface Exchange extends Pick<CloudRequest, 'service' | 'method' | 'path'> {
  /** Undefined where no answer came. */
  readonly status?: number | undefined;
  /** Why none came: `http.timeout`. */
  readonly code?: string | undefined;
  /** The server's correlation id, by which its operators find the request. */
  readonly trace?: string | undefined;
  /** From the first try to the last answer. */
  readonly milliseconds: number;
}

/** The same transport, which tells each request when it has ended. */
export function watched(transport: Transport, seen: (exchange: Exchange) => void, now: () => number = () => performance.now()): Transport {
  return {
    async send(request, signal) {
      const { service, method, path } = request;
      const started = now();
      const tell = (outcome: Pick<Exchange, 'status' | 'code' | 'trace'>) =>
        seen({ service, method, path, ...outcome, milliseconds: Math.round(now() - started) });
      try {
        const answer = await transport.send(request, signal);
        tell({ status: answer.status, trace: traceOf(answer) });
        return answer;
      } catch (error) {
        tell({ code: signal.aborted ? 'cancelled' : failureText(error, request.what).code });
        throw error;
      }
    },
  };
}
