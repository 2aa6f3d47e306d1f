/**
 * Runs a job, and once more where it was asked for meanwhile: however often it is asked, one run is under way and one more
 * is owed at most. The job must not reject.
 */
export function oneAtATime(job: () => Promise<void>): () => void {
  let running = false;
  let owed = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      owed = false;
      await job();
    } while (owed);
    running = false;
  };
  return () => {
    owed = true;
    if (!running) void run();
  };
}
