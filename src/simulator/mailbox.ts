/** In: messages as they are accepted. Out: a list of them, and promises of the ones that somebody waits for (no polling). */

export interface Mailbox<Message> {
  /** The oldest first. */
  messages: Message[];
  add(message: Message): void;
  /** The first message that fits, there already or still to come; rejects with the signal's reason, or on close. */
  waitFor(predicate: (message: Message) => boolean, signal?: AbortSignal): Promise<Message>;
  /** Resolves once there are that many. */
  waitForCount(count: number, signal?: AbortSignal): Promise<Message[]>;
  close(): void;
}

export function createMailbox<Message>(): Mailbox<Message> {
  const messages: Message[] = [];
  const waiters = new Set<{ look: () => boolean; fail: (reason: unknown) => void }>();
  let closed = false;

  function wait<Result>(find: () => Result | undefined, signal?: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        waiters.delete(waiter);
        signal?.removeEventListener("abort", abort);
      };
      const waiter = {
        look: () => {
          const result = find();
          if (result === undefined) return false;
          stop();
          resolve(result);
          return true;
        },
        fail: (reason: unknown) => {
          stop();
          reject(reason);
        },
      };
      const abort = () => waiter.fail(signal?.reason);
      if (waiter.look()) return;
      if (signal?.aborted) return abort();
      if (closed) return waiter.fail(new Error("the inbox is closed"));
      waiters.add(waiter);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  return {
    messages,
    add(message) {
      messages.push(message);
      for (const waiter of [...waiters]) waiter.look();
    },
    waitFor: (predicate, signal) => wait(() => messages.find(predicate), signal),
    waitForCount: (count, signal) =>
      wait(() => (messages.length >= count ? messages.slice() : undefined), signal),
    close() {
      closed = true;
      for (const waiter of [...waiters]) waiter.fail(new Error("the inbox is closed"));
    },
  };
}
