import type { ServiceEntry } from '../model/service';
import type { Clock, StepDependencies } from './dependencies';
import type { RouteEntry } from './routes/route';

/** What setup is made from. */
export interface SetupDependencies extends StepDependencies {
  /** The ways in, and the services, that there are. */
  readonly routes: readonly RouteEntry[];
  readonly services: readonly ServiceEntry[];
  /** Holds the saved connections and a journal each; made where it is missing. */
  readonly folder: string;
  /** IBM Cloud's account id: connections of other accounts are neither shown nor touched. */
  readonly accountId: string;
  /** Who is signed in, by IAM's id; left out where nobody knows. */
  readonly iamId?: string | undefined;
  /** The system's own clock where it is left out. */
  readonly clock?: Clock | undefined;
}
