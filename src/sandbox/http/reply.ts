/** What a handler answers with. `body` is sent as JSON, `text` as it is; neither is an empty answer. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The field, parameter or header that a refusal is about. */
export interface RefusalTarget {
  readonly type: 'field' | 'parameter' | 'header';
  readonly name: string;
  readonly value?: string;
}

/** A call that the cloud refuses. Each service has its own envelope for it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly target?: RefusalTarget,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** 204 carries no body and no content type. */
export const noContent: Reply = { status: 204 };
