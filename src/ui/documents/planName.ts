import type { Connection } from '../../model/connection';

/** What a plan's document is called, once a connection: ids begin with the instance's name, and hold nothing that a path does not. */
export function planName({ id }: Pick<Connection, 'id'>): string {
  return `Plan for ${id}.md`;
}

/** The id of the connection whose plan a tab shows, as text or as a preview, by its label: a preview tells no more of itself. */
export function planOfTab(label: string | undefined): string | undefined {
  return /(?:^|\s)Plan for (\S+)\.md$/.exec(label ?? '')?.[1];
}
