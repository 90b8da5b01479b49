/** What is checked, as plain data that survives a reload of the window: an instance, along a connection or from this machine alone. */
export interface CheckTarget {
  readonly instanceCrn: string;
  readonly instanceName: string;
  readonly connectionId?: string | undefined;
}
