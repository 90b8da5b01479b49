import { createSocket } from 'node:dgram';
import { abortReason } from '../model/deadline';

/** Any: nothing is ever sent to it. */
const port = 443;

/**
 * From which of its own addresses this machine sends to that IPv4 address: the kernel's own choice, with metrics and rules that a list of routes does not
 * show. Nothing is sent. Rejects with Node's codes, `ENETUNREACH` where no route leads there.
 * Connecting a datagram socket picks its source address. Source: https://man7.org/linux/man-pages/man7/udp.7.html
 */
export function sourceTo(address: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = createSocket('udp4');
    const cancel = (): void => end(() => reject(abortReason(signal)));
    let ended = false;
    function end(tell: () => void): void {
      if (!ended) {
        ended = true;
        signal.removeEventListener('abort', cancel);
        socket.close();
        tell();
      }
    }
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('error', (error) => end(() => reject(error)));
    socket.connect(port, address, (error?: Error) => {
      if (ended) {
        return;
      }
      if (error instanceof Error) {
        end(() => reject(error));
      } else {
        const source = socket.address().address;
        end(() => resolve(source));
      }
    });
  });
}
