// Does the page open without a line? A small service worker keeps the built files for the pages that work so, and nothing else.

/** Pages whose shell is kept; each is a scope of its own, so the rest of the site is never touched. */
const scopes = ['/report', '/hazards'] as const;
let asked = false;

/** Registers the worker once a page load, in built pages only. A browser that refuses goes on as without. */
export function keepShell(): void {
  if (asked || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  asked = true;
  void (async () => {
    for (const scope of scopes) await navigator.serviceWorker.register('/service-worker.js', { scope, updateViaCache: 'none' });
  })().catch(() => undefined);
}
