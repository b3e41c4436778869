import { describe, expect, it } from 'vitest';
import { dayAfter, nextBusinessTime, outsideHours } from '../../electron/rules/businessHours.ts';
import { type Candidate, inCallOrder, NEVER, readyAfter, reasonsFor } from '../../electron/rules/callOrder.ts';

const NOW = '2026-06-08T01:00:00.000Z';

const candidate = (recipientId: number, more: Partial<Candidate> = {}): Candidate => ({
  recipientId,
  deliveryState: 'sent',
  acknowledgementState: 'open',
  callbackAt: null,
  askedAt: null,
  harmful: 0,
  attempts: 0,
  lastOutcome: '',
  lastAt: null,
  toldAt: '2026-06-05T00:00:00.000Z',
  ...more,
});

const order = (candidates: Candidate[]) => inCallOrder(candidates, NOW).map((row) => row.recipientId);

describe('whom to call first', () => {
  it('a promise that is due, then asked by phone, harmed, unreached, in doubt, reached, on its way', () => {
    expect(
      order([
        candidate(1, { deliveryState: 'queued' }),
        candidate(2),
        candidate(3, { deliveryState: 'in_doubt' }),
        candidate(4, { deliveryState: 'failed' }),
        candidate(5, { harmful: 1 }),
        candidate(6, { askedAt: NOW }),
        candidate(7, { callbackAt: '2026-06-08T00:30:00.000Z', attempts: 3 }),
      ]),
    ).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('of several promises the earliest; one that is not due is no reason yet', () => {
    expect(
      order([
        candidate(1, { callbackAt: '2026-06-08T00:50:00.000Z' }),
        candidate(2, { callbackAt: '2026-06-08T00:10:00.000Z' }),
        candidate(3, { callbackAt: '2026-06-08T02:00:00.000Z', attempts: 1 }),
        candidate(4),
      ]),
    ).toEqual([2, 1, 4, 3]);
  });

  it('who was tried less often before who was tried more; then the longest silence', () => {
    expect(
      order([
        candidate(1, { attempts: 1, toldAt: '2026-06-01T00:00:00.000Z' }),
        candidate(2, { toldAt: '2026-06-06T00:00:00.000Z' }),
        candidate(3, { toldAt: '2026-06-04T00:00:00.000Z' }),
      ]),
    ).toEqual([3, 2, 1]);
  });

  it('the reasons are the facts of the order, the weightiest first', () => {
    const row = candidate(1, {
      callbackAt: NOW,
      harmful: 2,
      deliveryState: 'failed',
      acknowledgementState: 'outdated',
      attempts: 2,
      lastOutcome: 'absent',
      lastAt: '2026-06-07T01:00:00.000Z',
    });
    expect(reasonsFor(row, NOW).map((reason) => reason.why)).toEqual([
      'promised',
      'harmful',
      'unreached',
      'outdated',
      'unconfirmed',
      'tried',
    ]);
    expect(reasonsFor(candidate(2), NOW)).toEqual([{ why: 'unconfirmed', days: 3 }]);
  });
});

describe('when an office is called again', () => {
  const at = (time: string) => new Date(`2026-06-08T${time}:00+09:00`);
  const japan = (instant: string) => new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 16);

  it('who is out rests two hours, then four, then until the next morning', () => {
    expect(japan(readyAfter('absent', 1, at('10:00'), null))).toBe('2026-06-08T12:00');
    expect(japan(readyAfter('absent', 2, at('10:00'), null))).toBe('2026-06-08T14:00');
    expect(japan(readyAfter('absent', 3, at('10:00'), null))).toBe('2026-06-09T09:00');
  });

  it('a rest that ends after hours lasts until the office opens; over a weekend until Monday', () => {
    expect(japan(readyAfter('absent', 1, at('16:30'), null))).toBe('2026-06-09T09:00');
    expect(japan(readyAfter('absent', 1, new Date('2026-06-12T16:30:00+09:00'), null))).toBe('2026-06-15T09:00');
  });

  it('a promise is kept to the minute; who refuses or confirms is never rung again; a wrong number rests not at all', () => {
    expect(readyAfter('callback', 1, at('10:00'), '2026-06-08T06:15:00.000Z')).toBe('2026-06-08T06:15:00.000Z');
    expect(readyAfter('refused', 1, at('10:00'), null)).toBe(NEVER);
    expect(readyAfter('confirmed', 1, at('10:00'), null)).toBe(NEVER);
    expect(readyAfter('wrong_number', 1, at('10:00'), null)).toBe(at('10:00').toISOString());
  });
});

describe('business hours', () => {
  it('are 9:00 to 17:30 on open days', () => {
    expect(outsideHours(new Date('2026-06-08T10:00:00+09:00'))).toBeNull();
    expect(outsideHours(new Date('2026-06-08T08:59:00+09:00'))).toEqual({ why: 'hours' });
    expect(outsideHours(new Date('2026-06-08T17:30:00+09:00'))).toEqual({ why: 'hours' });
    expect(outsideHours(new Date('2026-06-13T10:00:00+09:00'))).toEqual({ why: 'closed', day: '土曜日' });
    expect(outsideHours(new Date('2026-07-20T10:00:00+09:00'))).toMatchObject({ why: 'closed', day: '海の日' });
  });

  it('begin again the next open morning, the same day before nine', () => {
    const next = (at: string) => nextBusinessTime(new Date(at)).toISOString();
    expect(next('2026-06-08T07:00:00+09:00')).toBe('2026-06-08T00:00:00.000Z');
    expect(next('2026-12-28T18:00:00+09:00')).toBe('2027-01-04T00:00:00.000Z');
  });

  it('days are counted by the calendar or by open days', () => {
    expect(dayAfter('2026-06-05', 2, 'calendar')).toBe('2026-06-07');
    expect(dayAfter('2026-06-05', 2, 'business')).toBe('2026-06-09');
    expect(dayAfter('2026-12-25', 3, 'business')).toBe('2027-01-05');
  });
});
