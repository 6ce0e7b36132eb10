// Where do unsent letters lie, so that a reload and a closed browser do not lose them? In the browser's own database, pictures as blobs.
import type { Letter, LetterStore } from './outbox.ts';

const storeName = 'letters';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('anlan-outbox', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName, { keyPath: 'id', autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('no database'));
  });
}

/** Runs one request in a transaction of its own; resolves when it is on disk. */
async function run<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await opened();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, mode === 'readwrite' ? { durability: 'strict' } : {});
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
      transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    });
  } finally {
    database.close();
  }
}

/** The store of this browser. Rejects where the browser keeps nothing (some private windows). */
export const browserStore: LetterStore = {
  all: () => run('readonly', (store) => store.getAll() as IDBRequest<Letter[]>),
  put: async (letter) => {
    const { id, ...rest } = letter;
    return Number(await run('readwrite', (store) => store.put(id === 0 ? rest : letter)));
  },
  remove: async (id) => {
    await run('readwrite', (store) => store.delete(id));
  },
};

/** A store that lasts as long as the page, for browsers that keep nothing. */
export function pageStore(): LetterStore {
  const letters = new Map<number, Letter>();
  let last = 0;
  return {
    all: () => Promise.resolve([...letters.values()]),
    put: (letter) => {
      const id = letter.id === 0 ? ++last : letter.id;
      letters.set(id, { ...letter, id });
      return Promise.resolve(id);
    },
    remove: (id) => {
      letters.delete(id);
      return Promise.resolve();
    },
  };
}

/** Gives how many letters of an account wait in this browser; 0 where it keeps nothing. */
export async function countUnsent(owner: string): Promise<number> {
  return (await unsentOf(owner)).length;
}

/** Throws away what an account has not sent. */
export async function discardUnsent(owner: string): Promise<void> {
  for (const { id } of await unsentOf(owner)) await browserStore.remove(id);
}

async function unsentOf(owner: string): Promise<Letter[]> {
  try {
    return (await browserStore.all()).filter((letter) => letter.owner === owner);
  } catch {
    return [];
  }
}
