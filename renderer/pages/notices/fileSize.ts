/** Bytes in MB with one decimal, never rounded down to nothing. */
export function megabytes(bytes: number): string {
  const whole = bytes / (1024 * 1024);
  return `${(bytes > 0 ? Math.max(0.1, whole) : 0).toFixed(1)}MB`;
}
