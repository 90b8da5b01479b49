export function activate(): void {
  // Filled by the first views.
}
