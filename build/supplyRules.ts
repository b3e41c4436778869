/** A package as `package-lock.json` (version 3) holds it. */
export interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  /** True when nothing but development needs it. */
  dev?: boolean;
  hasInstallScript?: boolean;
}

/** The part of `package-lock.json` the rules look at: packages by their folder, the project itself under ''. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

/** Licences of what an office gets: they ask for their text to go along, which the build sees to, and no more. */
const SHIPPED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
]);

/** Besides them, licences of tools that stay on the developer's machine. */
const TOOLS_ONLY = new Set(['MPL-2.0', 'Python-2.0', 'WTFPL']);

/** Packages that would like to run a script when installed, and do without it: `.npmrc` forbids all. */
const DO_WITHOUT_THEIR_SCRIPT = new Set(['electron-winstaller']);

/**
 * Whether an SPDX expression (https://spdx.org/licenses, OR and AND without nesting) leaves a choice that is allowed.
 * @param shipped whether it goes to an office, or only serves in development
 */
export function licenceAllowed(expression: string | undefined, shipped: boolean): boolean {
  if (!expression) return false;
  const allowed = (name: string) => SHIPPED.has(name) || (!shipped && TOOLS_ONLY.has(name));
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((name) => allowed(name.trim())));
}

/** What is wrong with the packages of a lock file, one line each; empty when nothing is. */
export function supplyFaults(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([folder]) => folder !== '')
    .flatMap(([folder, locked]) => faultsOf(folder, locked));
}

function faultsOf(folder: string, locked: LockedPackage): string[] {
  const name = nameOf(folder);
  const faults = {
    'has no SHA-512': !locked.integrity?.startsWith('sha512-'),
    'comes from a named place instead of the registry': locked.resolved !== undefined,
    [`has the licence ${locked.license ?? 'nobody knows'}`]: !licenceAllowed(locked.license, locked.dev !== true),
    'runs a script when installed': locked.hasInstallScript === true && !DO_WITHOUT_THEIR_SCRIPT.has(name),
  };
  return Object.entries(faults).flatMap(([fault, found]) => (found ? [`${folder} ${fault}`] : []));
}

/** `@scope/name` of `node_modules/a/node_modules/@scope/name`. */
export function nameOf(folder: string): string {
  return folder.replace(/^.*node_modules\//, '');
}

/** Packages and licences named by the notices that the build writes beside each program. */
export function bundledPackages(notices: string): { name: string; licence: string }[] {
  return [...notices.matchAll(/^## (.+) - \S+ \((.+)\)$/gm)].map(([, name = '', licence = '']) => ({ name, licence }));
}
