import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.ts';
import { type Lock, supplyFaults } from './supplyRules.ts';

// `npm run supply`: what the program is made of. Checks the lock file, writes the list of all packages (CycloneDX) to
// release/sbom.cdx.json, and asks the registry for known holes. Ends with 1 on a fault or a hole of "high" and above;
// that the registry could not be asked is said in a line, not hidden.

const ROOT = join(import.meta.dirname, '..');
const SBOM = join(ROOT, 'release/sbom.cdx.json');

/** Writes the list of packages and answers how many it names. */
function writeSbom(): number {
  const { output, trouble } = npm(
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--package-lock-only',
  );
  if (!output.startsWith('{')) throw new Error(`npm sbom: ${trouble}`);
  const bom = JSON.parse(output);
  // npm names the project after its folder.
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  Object.assign(bom.metadata.component, { name, version });
  mkdirSync(join(ROOT, 'release'), { recursive: true });
  writeFileSync(SBOM, `${JSON.stringify(bom, null, 2)}\n`);
  return bom.components.length;
}

/** Known holes of what is shipped, by weight; null when the registry gave no answer. */
function knownHoles(): Record<string, number> | null {
  const { output } = npm('audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=10000');
  try {
    return JSON.parse(output).metadata?.vulnerabilities ?? null;
  } catch {
    // No JSON is no answer: said by the caller.
    return null;
  }
}

const lock: Lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const faults = supplyFaults(lock);
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(lock.packages).length - 1} packages in the lock file, ${faults.length} faults`);
console.log(`${writeSbom()} packages listed in ${SBOM}`);
const holes = knownHoles();
if (holes)
  console.log(
    `known holes: ${holes.critical} critical, ${holes.high} high, ${holes.moderate} moderate, ${holes.low} low`,
  );
else console.log('known holes: NOT CHECKED, the registry gave no answer. Run this again where it can be asked.');
if (faults.length > 0 || (holes?.high ?? 0) + (holes?.critical ?? 0) > 0) process.exitCode = 1;
