import { EventPublisher } from '@orpc/server';
import type { AppEvent } from '../contract/events.ts';

/** News for the open windows. Nobody listening is fine. */
export interface EventHub {
  publish(event: AppEvent): void;
  watch(signal: AbortSignal | undefined): AsyncIterable<AppEvent>;
  /** The register is closed: whoever watches it must look anew which one is open. */
  close(): void;
}

export function createEventHub(): EventHub {
  const publisher = new EventPublisher<{ news: AppEvent }>({ maxBufferedEvents: 1000 });
  const closed = new AbortController();
  return {
    publish: (event) => publisher.publish('news', event),
    watch: (signal) =>
      publisher.subscribe('news', { signal: AbortSignal.any([closed.signal, ...(signal ? [signal] : [])]) }),
    close: () => closed.abort(),
  };
}
