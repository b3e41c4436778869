import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { NoticeVersion } from '../../electron/contract/notices.ts';
import { to } from '../routes.ts';
import { useText } from '../text/index.ts';

/** The ways on from a version, the likeliest first; the page one is on is left out. */
export function VersionActions({ version }: { version: Pick<NoticeVersion, 'id' | 'state' | 'label'> }) {
  const words = useText();
  const text = words.notices;
  const [path] = useLocation();
  const audience = { href: to.audience(version.id), label: words.audiences.open };
  const paper = { href: to.letters(version.id), label: words.letters.open };
  const ways = {
    draft: [{ href: to.version(version.id), label: text.openDraft }, audience],
    review: [{ href: to.version(version.id), label: text.openReview }, audience],
    approved: [
      { href: to.send(version.id), label: text.toSend },
      audience,
      paper,
      { href: to.version(version.id), label: text.read },
    ],
    sent: [
      { href: to.acknowledgements(version.id), label: text.toAcknowledgements },
      { href: to.sending(version.id), label: text.toSending },
      { href: to.reminders(version.id), label: words.reminders.open },
      audience,
      paper,
      { href: to.version(version.id), label: text.read },
    ],
  }[version.state];
  const others = ways.filter((way) => way.href !== path);
  return others.map((way, index) => (
    <Button
      key={way.href}
      component={Link}
      href={way.href}
      size="compact-md"
      variant={index === 0 && version.state !== 'sent' ? 'filled' : 'default'}
      aria-label={`${version.label} ${way.label}`}
    >
      {way.label}
    </Button>
  ));
}
