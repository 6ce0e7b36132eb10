// What did the last action come to? One short line, shown for a moment and read out.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const shownMilliseconds = 4_000;
/** What can still be done about it: longer, so that a hand can get there. */
const offeredMilliseconds = 12_000;

/** A way back, such as undoing what the notice tells. */
export interface NoticeAct {
  readonly words: string;
  run(): void;
}
type Tell = (words: string, act?: NoticeAct) => void;
const NoticeContext = createContext<Tell>(() => undefined);

/** Shows notices over everything inside. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ words: string; act: NoticeAct | undefined; number: number } | null>(null);
  const tell = useCallback<Tell>((words, act) => setNotice((before) => ({ words, act, number: (before?.number ?? 0) + 1 })), []);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), notice.act === undefined ? shownMilliseconds : offeredMilliseconds);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <NoticeContext.Provider value={tell}>
      {children}
      <div className="notice-place" role="status" aria-live="polite">
        {notice !== null && (
          <p key={notice.number} className="notice">
            {notice.words}
            {notice.act !== undefined && (
              <button
                type="button"
                className="notice-act"
                onClick={() => {
                  setNotice(null);
                  notice.act?.run();
                }}
              >
                {notice.act.words}
              </button>
            )}
          </p>
        )}
      </div>
    </NoticeContext.Provider>
  );
}

/** Gives the function that shows a notice. */
export function useNotice(): Tell {
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
