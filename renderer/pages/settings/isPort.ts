/** True for a number a server can listen on. */
export function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
