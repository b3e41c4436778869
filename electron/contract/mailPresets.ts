import type { MailSettings } from './settings.ts';

/** What is known of a provider: its server, and how much it lets one sender send. */
export interface MailPreset {
  /** Name on the screen is `settings.presets` of the window's words. */
  name: 'microsoft365' | 'googleWorkspace' | 'gmail' | 'sharedHost' | 'bulkHost';
  mail: Partial<Pick<MailSettings, 'host' | 'port' | 'security'>> & { perMinute: number; perDay: number };
}

/**
 * Limits as the providers publish them, kept below where they count otherwise than we do. They change: the contract
 * decides, and the clerk can set others.
 * Microsoft 365: 30 messages a minute, 10,000 recipients a day
 * (https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits).
 * Google: 2,000 a day for Workspace (https://support.google.com/a/answer/166852), 500 for a personal account.
 * Japanese shared hosting: many stop at about 100 in 15 minutes, some allow 1,500 an hour and 15,000 a day.
 */
export const mailPresets: readonly MailPreset[] = [
  {
    name: 'microsoft365',
    mail: { host: 'smtp.office365.com', port: 587, security: 'starttls', perMinute: 25, perDay: 9_000 },
  },
  {
    name: 'googleWorkspace',
    mail: { host: 'smtp.gmail.com', port: 465, security: 'tls', perMinute: 20, perDay: 1_800 },
  },
  { name: 'gmail', mail: { host: 'smtp.gmail.com', port: 465, security: 'tls', perMinute: 10, perDay: 400 } },
  { name: 'sharedHost', mail: { port: 465, security: 'tls', perMinute: 6, perDay: 1_000 } },
  { name: 'bulkHost', mail: { port: 465, security: 'tls', perMinute: 20, perDay: 10_000 } },
];
