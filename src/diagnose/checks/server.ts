import { Failure, failureText, isCancelled } from '../../model/failure';
import { explain } from '../causes';
import type { Check } from './check';
import { since } from './eachBroker';

/** Can this machine sign in to the virtual server? Everything seen from there hangs on it. */
export const server: Check = {
  id: 'server',
  title: 'SSH sign-in',
  dependsOn: [],
  async run(context, signal) {
    if (context.openServer === undefined) {
      return { state: 'not-run', code: 'not-run', summary: 'no server', evidence: [] };
    }
    const started = performance.now();
    try {
      context.network = await context.openServer(signal);
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      const { code, what, why, next } = failureText(error, `Could not sign in to ${context.vantage.name}`);
      const trace = error instanceof Failure && error.trace !== undefined ? [error.trace] : [];
      return { state: 'failed', code, summary: `${what}: ${why}`, evidence: [why, ...trace, direct], ...explain(code, why, next) };
    }
    return { state: 'passed', code: 'ok', summary: `signed in to ${context.vantage.name} in ${since(started)} ms`, evidence: [direct] };
  },
};

const direct = 'SSH probes do not use the HTTP proxy.';
