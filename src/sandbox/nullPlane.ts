import type { DataPlane } from './dataPlane';

/** A data plane without a network: for the control plane's own tests and for the bench. */
export function nullPlane(): DataPlane {
  return { apply: () => Promise.resolve(), authority: '', door: undefined, stop: () => Promise.resolve() };
}
