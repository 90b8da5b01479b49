import type { Element } from './element';

const svg = 'http://www.w3.org/2000/svg';
const listenersOf = new WeakMap<globalThis.Element, Element['on']>();

/**
 * Makes `parent`'s children look like `children`, changing only what differs: focus, selection, open details and the
 * scroll position stay while results arrive.
 */
export function patchChildren(parent: globalThis.Element, children: readonly (Element | string)[]): void {
  children.forEach((child, index) => {
    const existing = parent.childNodes[index];
    if (existing !== undefined && fits(existing, child)) {
      update(existing, child);
    } else {
      const made = create(child, parent.namespaceURI);
      if (existing === undefined) parent.append(made);
      else existing.replaceWith(made);
    }
  });
  while (parent.childNodes.length > children.length) parent.lastChild?.remove();
}

function fits(node: ChildNode, wanted: Element | string): boolean {
  return typeof wanted === 'string'
    ? node.nodeType === Node.TEXT_NODE
    : node instanceof globalThis.Element && node.localName === wanted.tag && node.getAttribute('data-key') === keyOf(wanted);
}

function keyOf(wanted: Element): string | null {
  const key = wanted.attributes['data-key'];
  return key === undefined ? null : String(key);
}

function create(wanted: Element | string, namespace: string | null): ChildNode {
  if (typeof wanted === 'string') return document.createTextNode(wanted);
  const made = wanted.tag === 'svg' || namespace === svg
    ? document.createElementNS(svg, wanted.tag)
    : document.createElement(wanted.tag);
  update(made, wanted);
  return made;
}

function update(node: ChildNode, wanted: Element | string): void {
  if (typeof wanted === 'string') {
    if (node.nodeValue !== wanted) node.nodeValue = wanted;
  } else if (node instanceof globalThis.Element) {
    updateAttributes(node, wanted);
    updateListeners(node, wanted);
    patchChildren(node, wanted.children);
    if (node instanceof HTMLSelectElement) node.value = String(wanted.attributes['data-value'] ?? node.value);
  }
}

function updateAttributes(node: globalThis.Element, wanted: Element): void {
  for (const name of node.getAttributeNames()) {
    // Whether details are open is the reader's choice, not the data's.
    if (!(name in wanted.attributes) && !(name === 'open' && node.localName === 'details')) node.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(wanted.attributes)) {
    if (value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== (value === true ? '' : String(value))) node.setAttribute(name, value === true ? '' : String(value));
  }
}

function updateListeners(node: globalThis.Element, wanted: Element): void {
  for (const [name, listener] of Object.entries(listenersOf.get(node) ?? {})) node.removeEventListener(name, listener);
  for (const [name, listener] of Object.entries(wanted.on)) node.addEventListener(name, listener);
  listenersOf.set(node, wanted.on);
}
