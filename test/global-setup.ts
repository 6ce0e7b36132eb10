// What must stand before any test runs?

/** Nothing yet; the database room prepares its snapshot here. */
export function setup(): void {}
