// What must stand before any test runs?
import { prepareCitySnapshots } from './snapshots.ts';

/** The database of the API's tests, migrated and filled once. */
export async function setup(): Promise<void> {
  await prepareCitySnapshots();
}
