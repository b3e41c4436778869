import { describe, expect, test } from 'vitest';
import { causeOf, failsThemAll } from '../../electron/rules/deliveryCauses.ts';

describe('why a mail failed, from what servers say', () => {
  test.each([
    [
      550,
      '550 5.1.1 <a@example.jp>: Recipient address rejected: User unknown in local recipient table',
      'unknown_address',
    ],
    [550, '550-5.1.1 The email account that you tried to reach does not exist.', 'unknown_address'],
    [550, '550 Unknown user a@example.jp', 'unknown_address'],
    [550, '550 Invalid recipient: <a@example.jp>', 'unknown_address'],
    [553, '553 sorry, no mailbox here by that name', 'unknown_address'],
    [550, '550 5.1.2 Host unknown', 'unknown_domain'],
    [556, '556 5.1.10 Recipient domain has null MX', 'unknown_domain'],
    [550, '550 5.4.4 Unable to route', 'unknown_domain'],
    [452, '452 4.2.2 The email account is over quota', 'mailbox_full'],
    [552, '552 5.2.2 Mailbox full', 'mailbox_full'],
    [550, '550 5.2.1 The account is disabled', 'mailbox_closed'],
    [550, '550 Account suspended', 'mailbox_closed'],
    [552, '552 5.3.4 Message size exceeds fixed limit', 'too_large'],
    [554, '554 5.7.1 Message rejected as spam', 'content_refused'],
    [550, '550 5.7.0 Our policy does not allow this', 'content_refused'],
    [550, '550 5.7.23 SPF validation failed', 'sender_refused'],
    [550, '550 5.7.26 This mail is unauthenticated', 'sender_refused'],
    [554, '554 Service unavailable; Client host [192.0.2.1] blocked using a blocklist', 'sender_refused'],
    [450, '450 4.7.1 <a@example.jp>: Recipient address rejected: Greylisted', 'too_many'],
    [421, '421 4.7.28 Unusual rate of mail', 'too_many'],
    [535, '535 5.7.8 Username and Password not accepted', 'login_refused'],
    [535, '535 Authentication failed', 'login_refused'],
    [undefined, 'self-signed certificate', 'encryption'],
    [undefined, "Hostname/IP does not match certificate's altnames", 'encryption'],
    [undefined, 'connect ECONNREFUSED 127.0.0.1:25', 'no_connection'],
    [undefined, 'the server took too long', 'no_connection'],
    [undefined, 'Connection closed unexpectedly', 'no_connection'],
    [451, '451 4.3.0 Local error in processing', 'server_trouble'],
    [421, '421 Service not available', 'server_trouble'],
    [550, '550 5.5.0 Something else', 'unknown_address'],
    [554, '554 5.0.0 No', 'other'],
    [541, '541 No', 'other'],
  ] as const)('%s %s: %s', (code, response, cause) => {
    expect(causeOf({ code, response })).toBe(cause);
  });

  test('what lies with us would fail every mail; what lies with one mailbox would not', () => {
    expect(
      (['content_refused', 'sender_refused', 'login_refused', 'no_connection'] as const).map(failsThemAll),
    ).toEqual([true, true, true, true]);
    expect((['unknown_address', 'mailbox_full', 'too_large', 'gave_up', 'other'] as const).some(failsThemAll)).toBe(
      false,
    );
  });
});
