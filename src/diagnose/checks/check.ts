import type { CheckRow, Finding, Identity } from '../../model/check';
import type { HostPort, Instance } from '../../model/instance';
import type { Secret } from '../../model/secret';
import type { ServiceWords } from '../../model/service';
import type { Vantage } from '../../model/vantage';
import type { Explain } from '../causes';
import type { Gateway } from '../gateway';
import type { MemberProbe } from '../memberProbe';

/** What an instance says of itself once it is asked. */
export interface Known {
  readonly identity?: Identity | undefined;
  readonly members: readonly HostPort[];
  /** Names of what it holds and one may use, such as topics: offered in questions, shown in no report. */
  readonly holds?: readonly string[] | undefined;
}

/** What a check looks with: one for each vantage, and the same for all of its checks. */
export interface CheckContext {
  readonly vantage: Vantage;
  /** False where the way that the user means to use is seen from another vantage. */
  readonly isMeant: boolean;
  readonly instance: Instance;
  readonly words: ServiceWords;
  /** Those that lead to the instance, as far as they are known: the names' addresses are held against all of theirs. */
  readonly gateways: readonly Gateway[];
  readonly secret: Secret | undefined;
  /** Limit of each single step. */
  readonly milliseconds: number;
  readonly explain: Explain;
  /** One for each member that the cloud names; a step of the way further with each of the common checks. */
  readonly probes: readonly MemberProbe[];
  /** The way to a member that the instance named itself. It is closed, with all others, when the run ends. */
  probe(member: HostPort): MemberProbe;
  /** From then on the report shows what the instance says of itself. */
  learnt(known: Known): void;
}

/** One question about the path. It reads and never changes anything; a cancelled one rejects with `AbortError`. */
export interface Check extends CheckRow {
  /** Runs when all of these have passed, is not run otherwise. */
  readonly dependsOn: readonly string[];
  run(context: CheckContext, signal: AbortSignal): Promise<Finding>;
}

/** Of a check that has nothing to go on. */
export const notAsked: Finding = { state: 'not-run', code: 'not-run', summary: '', evidence: [] };
