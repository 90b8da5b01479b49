import type { Failure } from '../../model/failure';
import type { RegionLandscape } from '../../model/landscape';
import type { Question } from '../prompts/answers';
import type { Session } from '../session/session';
import type { PartAnswers } from './partAnswers';
import type { PartTools } from './questions';

/** What is not asked: where it is made. */
export interface Place {
  readonly connectionId: string;
  readonly sshFolder: string;
  readonly resourceGroupId: string;
  readonly zones: readonly string[];
  /** Looked up on the user's word. */
  readonly ownAddress?: string | undefined;
}

/** A part of a way in that can be made by itself: what is asked for it, and the choices that come of the answers. */
export interface Part {
  /** "Create VPC". */
  readonly title: string;
  /** Completes what a row stands for, before anything is asked. */
  prepare?(tools: PartTools, given: PartAnswers): Promise<PartAnswers>;
  /** As far as the answers tell; what a row stands for is not asked. */
  questions(tools: PartTools, given: PartAnswers, answers: PartAnswers): readonly Question<PartAnswers>[];
  choices(answers: PartAnswers, place: Place): unknown;
  /** Puts into the vault what belongs to the choices and is secret, before they are saved. */
  keep?(answers: PartAnswers, connectionId: string, session: Pick<Session, 'secrets'>): Promise<void>;
  /** Why there is nothing to make, by the region as it is. */
  refuse?(answers: PartAnswers, landscape: RegionLandscape): Failure | undefined;
}
