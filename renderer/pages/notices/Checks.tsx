import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ATTACHMENTS_LIMIT, type TextProblem } from '../../../electron/contract/notices.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { megabytes } from './fileSize.ts';

/** What stands against a version, asked again whenever it is saved. */
export function useCheck(versionId: number, updatedAt: string) {
  const input = { versionId };
  return useQuery({
    ...api.notices.check.queryOptions({ input }),
    queryKey: [...api.notices.check.queryKey({ input }), updatedAt],
    placeholderData: keepPreviousData,
  });
}

interface Props {
  check: ReturnType<typeof useCheck>;
  /** Marks the place in the text; absent where the text cannot be changed any more. */
  onJump?: (problem: TextProblem) => void;
}

/** The checks in plain words: what stops the approval first, then what is missing for some offices. */
export function Checks({ check, onJump }: Props) {
  const text = useText().notices;
  const format = useFormat();
  const found = check.data;
  if (!found) return <ErrorNote error={check.error} onRetry={() => void check.refetch()} />;
  const clean =
    found.problems.length + found.empty.length + found.missingCharacters.length + found.withoutAddress.offices === 0;
  return (
    <section className="checks-list" aria-label={text.checks}>
      <h2>{text.checks}</h2>
      <ErrorNote error={check.error} />
      <ul>
        {clean && (
          <li>
            <StateMark mark="sent" label={text.allGood(format.number(found.offices))} />
          </li>
        )}
        {found.problems.map((problem) => (
          <li key={`${problem.line}-${problem.column}`}>
            <StateMark mark="undelivered" label={text.problem[problem.code](problem.found)} />{' '}
            {onJump ? (
              <Button size="compact-xs" variant="default" onClick={() => onJump(problem)}>
                {text.jump(problem.line, problem.column)}
              </Button>
            ) : (
              text.place(problem.line, problem.column)
            )}
          </li>
        ))}
        {found.empty.map(({ field, offices, codes }) => (
          <Listed key={field} title={text.emptyField(field, format.number(offices))} rows={codes} all={offices} />
        ))}
        {found.withoutAddress.offices > 0 && (
          <Listed
            title={text.withoutAddress(format.number(found.withoutAddress.offices))}
            rows={found.withoutAddress.codes}
            all={found.withoutAddress.offices}
          />
        )}
        {found.missingCharacters.map(({ character, codePoint, offices, codes }) => (
          <Listed
            key={codePoint}
            title={
              codes.length === 0
                ? text.missingInText(character, codePoint)
                : text.missingCharacter(character, codePoint, format.number(offices))
            }
            rows={codes}
            all={offices}
          />
        ))}
        {found.attachmentBytes > 0 && (
          <li className="dim">
            {text.attachmentWeight(megabytes(found.attachmentBytes), megabytes(ATTACHMENTS_LIMIT))}
          </li>
        )}
      </ul>
    </section>
  );
}

/** What is missing, and for which offices where only some lack it. */
function Listed({ title, rows, all }: { title: ReactNode; rows: string[]; all: number }) {
  const text = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <StateMark mark="late" label={title} />{' '}
      {rows.length > 0 && (
        <Button size="compact-xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.audiences.hideList : text.notices.showOffices}
        </Button>
      )}
      {open && (
        <p className="code-list">
          {rows.join('  ')}
          {all > rows.length && ` ${text.notices.andMore(format.number(all - rows.length))}`}
        </p>
      )}
    </li>
  );
}
