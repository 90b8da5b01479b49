import type { Network } from '../../../../src/model/network';
import type { DataPlane } from '../../../../src/sandbox/dataPlane';
import { doorNetwork } from '../../../../src/sandbox/network/doorNetwork';
import { embeddedDataPlane, type EmbeddedOptions } from '../../../../src/sandbox/network/embedded';
import { echoService, type EchoService } from './echoService';
import { laptopAddress } from './truths';

/** An embedded data plane with an echo service behind it, for one test. */
export interface Bench {
  readonly plane: DataPlane;
  readonly laptop: Network;
  readonly echo: EchoService;
}

export async function bench(options: Partial<EmbeddedOptions> = {}): Promise<Bench> {
  const echo = await echoService();
  const plane = await embeddedDataPlane({ peer: echo, authority: 'PEM of the echo service', laptopAddress, ...options });
  return { plane, laptop: doorNetwork(plane.door ?? ''), echo };
}

/** Resolves when the condition holds; the test's own time limit ends a wait that never does. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
