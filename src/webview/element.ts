/** A piece of the page as plain data: the views are pure functions that return these, tested without a browser. */
export interface Element {
  readonly tag: string;
  /** Attributes by name; false and undefined leave it out, true writes it without a value. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly on: Readonly<Record<string, (event: Event) => void>>;
  readonly children: readonly (Element | string)[];
}

export type AttributeValue = string | number | boolean | undefined;
export type Child = Element | string | undefined | false;
export type Listeners = Readonly<Record<string, (event: Event) => void>>;

export function element(tag: string, attributes: Readonly<Record<string, AttributeValue>>, ...children: readonly Child[]): Element {
  return { tag, attributes, on: {}, children: children.filter((child) => child !== undefined && child !== false) };
}

/** The same with listeners: what a person can press. */
export function active(tag: string, attributes: Readonly<Record<string, AttributeValue>>, on: Listeners, ...children: readonly Child[]): Element {
  return { ...element(tag, attributes, ...children), on };
}

/** All text of an element, in reading order: what the tests and a screen reader find. */
export function textOf(node: Element | string): string {
  return typeof node === 'string' ? node : node.children.map(textOf).filter((text) => text !== '').join(' ');
}
