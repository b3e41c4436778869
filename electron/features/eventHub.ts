import { EventPublisher } from '@orpc/server';
import type { AppEvent } from '../contract/events.ts';

/** News for the open windows. Nobody listening is fine. */
export interface EventHub {
  publish(event: AppEvent): void;
  watch(signal: AbortSignal | undefined): AsyncIterable<AppEvent>;
}

export function createEventHub(): EventHub {
  const publisher = new EventPublisher<{ news: AppEvent }>({ maxBufferedEvents: 1000 });
  return {
    publish: (event) => publisher.publish('news', event),
    watch: (signal) => publisher.subscribe('news', signal ? { signal } : {}),
  };
}
