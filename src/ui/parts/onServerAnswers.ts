import type { ServerKey } from '../../setup/server/access';
import type { Through } from '../../model/serverAccess';
import type { ServerLogin } from '../../model/serverLogin';
import type { ClientTool } from '../../model/service';
import type { CertificateText } from '../../tls/certificateText';

/** What was answered for something on a server. */
export interface ServerAnswers {
  /** A connection of ours leads to it: how it is signed in to is known. */
  readonly isKnown?: true | undefined;
  readonly address?: string | undefined;
  /** What leads to the address, where this machine does not get there by itself. */
  readonly through?: Through | undefined;
  readonly login?: ServerLogin | undefined;
  readonly key?: ServerKey | undefined;
  readonly tools?: readonly ClientTool[] | undefined;
  readonly certificate?: CertificateText | undefined;
  readonly path?: string | undefined;
}
