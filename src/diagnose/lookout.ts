import type { HostPort } from '../model/instance';
import type { OpenNetwork, Vantage } from '../model/vantage';
import { explainer, standingOf, type Explain } from './causes';
import type { CheckContext, Known } from './checks/check';
import { since } from './checks/eachMember';
import { MemberProbe, type ProbeSettings } from './memberProbe';
import type { CheckRequest } from './request';

const defaultMilliseconds = 10_000;

/** One vantage for the length of a run: it is opened once, when a check first asks, and keeps all that is opened from there. */
export class Lookout {
  readonly explain: Explain;
  readonly #probes: MemberProbe[] = [];
  #opening: Promise<CheckContext> | undefined;
  #network: OpenNetwork | undefined;
  #openedIn = 0;

  constructor(readonly vantage: Vantage, private readonly request: CheckRequest, private readonly learnt: (known: Known) => void) {
    this.explain = explainer(request.service.words, request.checks.explanations, standingOf(request));
  }

  /** How long the opening took, in milliseconds; 0 while it is not open. */
  get openedIn(): number {
    return this.#openedIn;
  }

  /** Rejects as the vantage does. */
  open(signal: AbortSignal): Promise<CheckContext> {
    this.#opening ??= this.#open(signal);
    return this.#opening;
  }

  close(): void {
    this.#probes.forEach((probe) => probe.close());
    this.#network?.close();
  }

  async #open(signal: AbortSignal): Promise<CheckContext> {
    const started = performance.now();
    const network = await this.vantage.open(signal);
    if (signal.aborted) {
      // Nobody takes it over any more.
      network.close();
    }
    signal.throwIfAborted();
    this.#network = network;
    this.#openedIn = network.openedInMs ?? since(started);
    return this.#contextOver(network);
  }

  #contextOver(network: OpenNetwork): CheckContext {
    const { request, vantage } = this;
    const { instance, checks, service, authorities, timeoutMs: milliseconds = defaultMilliseconds } = request;
    const settings: ProbeSettings = { network, authorities, milliseconds, startTls: checks.startTls };
    const probe = (member: HostPort): MemberProbe => {
      const made = new MemberProbe(member, settings);
      this.#probes.push(made);
      return made;
    };
    return {
      vantage, instance, milliseconds, probe,
      words: service.words,
      isMeant: vantage.id === request.vantages.meant,
      gateways: request.gateways ?? [],
      secret: request.secret,
      explain: this.explain,
      probes: instance.members.map((member) => probe(member)),
      learnt: (known) => this.learnt(known),
    };
  }
}
