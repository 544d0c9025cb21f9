/**
 * Runs `work` while no other tab runs one of the same name. Without Web Locks (an insecure page) it simply
 * runs: the server tells a message sent twice by its client id.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  let result: { value: T } | undefined;
  await navigator.locks.request(name, async () => {
    result = { value: await work() };
  });
  return (result as { value: T }).value;
}
