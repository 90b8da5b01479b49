/** Works at every item in the slot that is free first; items are taken in their order, until there is none or `enough`. */
export async function inSlots<Slot, Item>(
  slots: readonly Slot[], items: Iterable<Item>, work: (slot: Slot, item: Item) => Promise<void>, enough: () => boolean = () => false,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  await Promise.all(slots.map(async (slot) => {
    while (!enough()) {
      const next = iterator.next();
      if (next.done === true) return;
      await work(slot, next.value);
    }
  }));
}
