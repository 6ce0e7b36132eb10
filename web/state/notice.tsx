// What did the last action come to? One short line, shown for a moment and read out.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const shownMilliseconds = 4_000;
const NoticeContext = createContext<(words: string) => void>(() => undefined);

/** Shows notices over everything inside. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ words: string; number: number } | null>(null);
  const tell = useCallback((words: string) => setNotice((before) => ({ words, number: (before?.number ?? 0) + 1 })), []);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <NoticeContext.Provider value={tell}>
      {children}
      <div className="notice-place" role="status" aria-live="polite">
        {notice !== null && (
          <p key={notice.number} className="notice">
            {notice.words}
          </p>
        )}
      </div>
    </NoticeContext.Provider>
  );
}

/** Gives the function that shows a notice. */
export function useNotice(): (words: string) => void {
  return useContext(NoticeContext);
}

/** Copies text; gives false when the browser does not allow it (no secure context, no permission). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
