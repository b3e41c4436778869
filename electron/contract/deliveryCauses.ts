import { z } from 'zod';

/**
 * Why a delivery did not arrive. The first group is read from a mail server's answer (`rules/deliveryCauses.ts`); the
 * others are what a gateway reports or a clerk records for paper, FAX and phone.
 */
export const deliveryCause = z.enum([
  'unknown_address',
  'unknown_domain',
  'mailbox_full',
  'mailbox_closed',
  'too_large',
  'content_refused',
  'sender_refused',
  'too_many',
  'login_refused',
  'encryption',
  'no_connection',
  'server_trouble',
  'gave_up',
  'other',
  // FAX and phone
  'busy',
  'no_answer',
  'wrong_number',
  'declined',
  // post
  'returned_unknown',
  'returned_refused',
  'returned_kept',
  // what a person found out
  'not_arrived',
]);
export type DeliveryCause = z.infer<typeof deliveryCause>;
