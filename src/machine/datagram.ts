import { createSocket } from 'node:dgram';
import { abortReason } from '../model/deadline';
import type { HostPort } from '../model/instance';

/** UDP loses packets: what got no answer is sent again after so long, in milliseconds, until the signal ends it. */
const againAfterMs = 1_000;

/** Sends these bytes over UDP and gives the first answer. It ends by its signal alone: silence is all that a blocked port says. */
export function exchange({ host, port }: HostPort, bytes: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = createSocket('udp4');
    const send = (): void => socket.send(bytes, (error) => { if (error !== null) end(() => reject(error)); });
    const again = setInterval(send, againAfterMs);
    const cancel = (): void => end(() => reject(abortReason(signal)));
    let ended = false;
    function end(tell: () => void): void {
      if (!ended) {
        ended = true;
        clearInterval(again);
        signal.removeEventListener('abort', cancel);
        socket.close();
        tell();
      }
    }
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('error', (error) => end(() => reject(error)));
    // Connected, the socket hears of a port that nobody listens at, and of no stranger.
    socket.connect(port, host, (error?: Error) => {
      if (error instanceof Error) {
        end(() => reject(error));
      } else if (!ended) {
        socket.once('message', (answer) => end(() => resolve(answer)));
        send();
      }
    });
  });
}
