// What is served when there is no line? The built page and its files of one version, whole; never an answer of the API that holds data of the city.

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', hear: (event: WorkerEvent) => void): void;
  addEventListener(kind: 'fetch', hear: (event: FetchEvent) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

/** One cache a version; a version counts only when all of it is there. */
const prefix = 'anlan-shell-';
/** Texts of law and words: the same for everybody. */
const wordsCache = 'anlan-words';
const words = /^\/api\/(criteria|vocabularies)$/;
const pages = /^\/(report|hazards)(\/|$)/;
/** A line that gives no page for so long is as none, in milliseconds. */
const patience = 8_000;

/** Fetches the list of files of the present version and keeps them all, then lets older versions go. Rejects when one is missing: then the older one stays. */
async function keepVersion(): Promise<void> {
  const answer = await fetch('/shell.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`shell.json: status ${answer.status}`);
  const { version, files } = (await answer.json()) as { version: string; files: string[] };
  const name = prefix + version;
  if (!(await caches.has(name))) {
    const building = `${name}-building`;
    const cache = await caches.open(building);
    // `reload` past the browser's own store: the page itself must be of this version.
    await cache.add(new Request('/index.html', { cache: 'reload' }));
    const html = await (await cache.match('/index.html'))?.text();
    // Upgraded between the two answers: the next visit finds both of one version.
    if (html === undefined || !files.some((file) => html.includes(file))) throw new Error('page and list are of two versions');
    await cache.addAll(files);
    const whole = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      if (kept !== undefined) await whole.put(request, kept);
    }
    await caches.delete(building);
  }
  for (const other of await caches.keys()) if (other.startsWith(prefix) && other !== name) await caches.delete(other);
}

async function kept(path: string): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix) || name.endsWith('-building')) continue;
    const found = await (await caches.open(name)).match(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The server's page first: after an upgrade nobody sees the old one. */
async function page(event: FetchEvent): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('late')), patience);
    });
    const answer = await Promise.race([fetch(event.request), late]);
    if (answer.ok) event.waitUntil(keepVersion().catch(() => undefined));
    return answer;
  } catch (error) {
    const shell = await kept('/index.html');
    if (shell === undefined) throw error;
    return shell;
  } finally {
    clearTimeout(timer);
  }
}

async function wordsOf(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(wordsCache);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(cache.put(event.request.url, answer.clone()).catch(() => undefined));
    return answer;
  } catch (error) {
    const old = await cache.match(event.request.url);
    if (old === undefined) throw error;
    return old;
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepVersion().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (pages.test(address.pathname)) event.respondWith(page(event));
    return;
  }
  // Names carry a hash of what is inside: what is kept is right.
  if (address.pathname.startsWith('/assets/')) event.respondWith(kept(address.pathname).then((found) => found ?? fetch(request)));
  else if (words.test(address.pathname)) event.respondWith(wordsOf(event));
});
