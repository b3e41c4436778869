import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Outputs } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** What was made, where it is, and who was left out. */
export function LettersMade({ result }: { result: Outputs['letters']['render'] }) {
  const text = useText().letters;
  const format = useFormat();
  const download = useMutation({ mutationFn: downloadFile });
  const { failed, missingCharacters, brokenTemplate } = result;
  return (
    <>
      {result.offices > 0 ? (
        <div className="note" data-tone="good" role="status">
          <strong>✓ {text.made(format.number(result.offices), format.number(result.pages))}</strong>
          <Button size="compact-sm" loading={download.isPending} onClick={() => download.mutate(result.file)}>
            {text.download}
          </Button>
        </div>
      ) : (
        <p className="note" data-tone="warn" role="status">
          {text.none}
        </p>
      )}
      <ErrorNote error={download.error} />
      {brokenTemplate && (
        <p className="note" data-tone="warn">
          △ {text.broken(String(brokenTemplate.line), brokenTemplate.details)}
        </p>
      )}
      {failed.length > 0 && (
        <section className="note" data-tone="warn" aria-label={text.leftOut(format.number(failed.length))}>
          <p>△ {text.leftOut(format.number(failed.length))}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
          <ul className="left-out" tabIndex={0}>
            {failed.map(({ code, name, reason }) => (
              <li key={code}>
                <code>{code}</code> {name}: {text.reason[reason]}
              </li>
            ))}
          </ul>
          <p>{text.leftOutNext}</p>
        </section>
      )}
      {missingCharacters.length > 0 && (
        <p className="note" data-tone="warn">
          △ {text.missing}:{' '}
          {missingCharacters
            .map(({ character, codePoint, offices }) => `${character} ${codePoint} (${text.offices(String(offices))})`)
            .join('、')}
        </p>
      )}
    </>
  );
}
