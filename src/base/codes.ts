/** The code that Node and ssh2 give their errors: `ENOENT`, `ECONNREFUSED`. Undefined for any other error, and for what is none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
