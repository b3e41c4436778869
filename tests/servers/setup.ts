import { requirePackages } from './packages.ts';
import { startPostgres } from './postgres.ts';

/** Before all tests: what is missing is installed, and a server runs that every test opens a database on. */
export async function setup(): Promise<() => Promise<void>> {
  requirePackages();
  const postgres = await startPostgres();
  process.env.TODOKE_TEST_DATABASE_URL = postgres.url;
  return () => postgres.stop();
}
