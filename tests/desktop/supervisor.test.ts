import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail } from '../../electron/contract/errors.ts';
import type { SecretStore } from '../../electron/ports/secrets.ts';
import { type Service, type ServiceProcess, superviseService } from '../../electron/shell/supervisor.ts';

class FakeProcess extends EventEmitter implements ServiceProcess<object> {
  postMessage = vi.fn();
  kill = vi.fn(() => this.emit('exit', 15));
}

let processes: FakeProcess[];
let lines: string[];
let service: Service<object>;
const opened = vi.fn();
const gaveUp = vi.fn();
const stored = new Map([['mail-password', 'ひみつ']]);
const secrets: SecretStore = {
  get: async (name) => stored.get(name) ?? null,
  set: async (name) => {
    throw name === 'broken' ? new Error('disk on fire: ひみつ') : fail('secrets_unavailable');
  },
};
const newest = () => processes.at(-1) ?? new FakeProcess();
const told = () => newest().postMessage.mock.calls.map(([message]) => message);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  processes = [];
  lines = [];
  const fork = () => {
    const started = new FakeProcess();
    processes.push(started);
    return started;
  };
  service = superviseService({ dataFolder: '/data', fork, secrets, log: (line) => lines.push(line), opened, gaveUp });
});
afterEach(() => vi.useRealTimers());

describe('the service', () => {
  test('counts as open only between its word and its death', () => {
    expect(service.isOpen()).toBe(false);
    newest().emit('message', { type: 'opened' });
    expect(service.isOpen()).toBe(true);
    newest().emit('exit', 1);
    expect(service.isOpen()).toBe(false);
  });

  test('is started six times at most when it dies at once, then the clerk is told', () => {
    for (let death = 0; death < 10; death += 1) {
      if (processes.length > death) newest().emit('exit', 1);
      vi.advanceTimersByTime(10_000);
    }
    expect(processes).toHaveLength(6);
    expect(gaveUp).toHaveBeenCalledExactlyOnceWith('internal', {});
  });

  test('that dies once an hour is always started again', () => {
    for (let hour = 0; hour < 20; hour += 1) {
      newest().emit('exit', 1);
      vi.advanceTimersByTime(3_600_000);
    }
    expect(processes).toHaveLength(21);
    expect(gaveUp).not.toHaveBeenCalled();
  });

  test('is not started again while the program ends, even when it was about to be', async () => {
    newest().emit('exit', 1);
    await service.close();
    vi.advanceTimersByTime(60_000);
    expect(processes).toHaveLength(1);
  });

  test('that does not end within ten seconds is ended', async () => {
    const closed = service.close();
    vi.advanceTimersByTime(9_999);
    expect(newest().kill).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await closed;
    expect(newest().kill).toHaveBeenCalledOnce();
    expect(processes).toHaveLength(1);
  });

  test('that ended in time is not killed afterwards', async () => {
    const closed = service.close();
    newest().emit('exit', 0);
    await closed;
    vi.advanceTimersByTime(60_000);
    expect(newest().kill).not.toHaveBeenCalled();
  });
});

describe('secrets', () => {
  const ask = async (request: object) => {
    newest().emit('message', { type: 'secret', id: 7, request });
    await vi.advanceTimersByTimeAsync(0);
    return told().at(-1);
  };

  test('are answered to the question that asked', async () => {
    expect(await ask({ action: 'get', name: 'mail-password' })).toEqual({ type: 'answer', id: 7, value: 'ひみつ' });
    expect(await ask({ action: 'get', name: 'other' })).toEqual({ type: 'answer', id: 7, value: null });
  });

  test('that cannot be kept are refused with the code of the list; anything else is internal', async () => {
    const refused = await ask({ action: 'set', name: 'mail-password', value: 'x' });
    expect(refused).toEqual({ type: 'refusal', id: 7, code: 'secrets_unavailable', params: {} });
    const broken = await ask({ action: 'set', name: 'broken', value: 'x' });
    expect(broken).toEqual({ type: 'refusal', id: 7, code: 'internal', params: {} });
  });

  test('never reach the log when they are stored or looked up', async () => {
    await ask({ action: 'get', name: 'mail-password' });
    await ask({ action: 'set', name: 'mail-password', value: 'word-of-the-clerk' });
    expect(lines.join('\n')).not.toContain('ひみつ');
    expect(lines.join('\n')).not.toContain('word-of-the-clerk');
  });
});
