import type { Snippet, SnippetRequest } from '../model/snippet';
import { java } from './java';
import { kafkajs } from './kafkajs';
import { kcat } from './kcat';
import { python } from './python';

/** A ready configuration for each client. None holds a secret: it is read where the client runs. */
export function allSnippets(request: SnippetRequest): Snippet[] {
  return [java(request), kcat(request), kafkajs(request), python(request)];
}
