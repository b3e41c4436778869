import { jobs } from './jobs.ts';
import { serveThread } from './ports/threadServing.ts';

// Entry of every thread: the application's long work away from the event loop.
void serveThread(jobs);
