import type { Instance } from '../../model/instance';

/** Something of the cloud that was chosen, or clicked before. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What was answered for a part so far; what a row stands for is answered before anything is asked. */
export interface PartAnswers {
  readonly region?: string | undefined;
  readonly instance?: Instance | undefined;
  readonly vpc?: Named | undefined;
  readonly zone?: string | undefined;
  /** The security group whose members are admitted; nobody for now. */
  readonly admits?: Named | 'nobody' | undefined;
  readonly role?: string | undefined;
  readonly name?: string | undefined;
}
