// How is work that many events ask for done once, and once more after the last of them?

/** Gives a function that starts `work`, or sees to it that it runs once more when it is running: never twice at a time, never before the last event. */
export function onceMore(work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isRunning = false;
  let isAsked = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await work().catch(onError);
    }
    isRunning = false;
  };
  return () => {
    isAsked = true;
    if (!isRunning) void run();
  };
}
