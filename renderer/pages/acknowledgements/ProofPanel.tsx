import { Button, CloseButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Proof } from '../../../electron/contract/acknowledgements.ts';
import { api, client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { deliveryMark, StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { AddEvidence } from './AddEvidence.tsx';
import { cellMark } from './MatrixCells.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';

interface Props {
  officeId: number;
  versionId: number;
  onClose: () => void;
}

/** What proves that this office was told this version and what it answered. */
export function ProofPanel({ officeId, versionId, onClose }: Props) {
  const text = useText();
  const words = text.acknowledgements;
  const close = useRef<HTMLButtonElement>(null);
  const proof = useQuery(api.acknowledgements.proof.queryOptions({ input: { officeId, versionId } }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opened square takes the focus anew
  useEffect(() => close.current?.focus(), [officeId, versionId]);
  return (
    <aside
      className="proof panel"
      aria-label={words.proof}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <CloseButton ref={close} className="proof-close" aria-label={text.common.close} onClick={onClose} />
      <Loaded query={proof}>{(data) => <Shown proof={data} />}</Loaded>
    </aside>
  );
}

function Shown({ proof }: { proof: Proof }) {
  const text = useText().acknowledgements;
  const format = useFormat();
  const { office, version } = proof;
  return (
    <>
      <h2>
        <Link href={to.office(office.officeId)}>
          {office.code} {office.name}
        </Link>
      </h2>
      <p>
        <StateMark
          mark={cellMark[proof.state]}
          label={<strong>{`${version.label} ${text.cell[proof.state]}`}</strong>}
        />
      </p>
      <dl className="facts">
        <dt>{text.subject}</dt>
        <dd>{version.subject}</dd>
        <dt>{text.sentOn}</dt>
        <dd>{version.sentAt ? format.instant(version.sentAt) : text.cell.none}</dd>
        {office.phone !== '' && (
          <>
            <dt>{text.phone}</dt>
            <dd>
              <a href={`tel:${office.phone}`}>{office.phone}</a>
            </dd>
          </>
        )}
        {proof.slipCode && (
          <>
            <dt>{text.slipCode}</dt>
            <dd className="code">{proof.slipCode}</dd>
          </>
        )}
        <dt>{text.textHash}</dt>
        <dd>
          <code title={version.sha256}>{version.sha256.slice(0, 16)}…</code>
        </dd>
      </dl>
      <Copies proof={proof} />
      <Answers proof={proof} />
    </>
  );
}

function Copies({ proof }: { proof: Proof }) {
  const text = useText();
  const words = text.acknowledgements;
  const format = useFormat();
  return (
    <>
      <h3>{words.copies}</h3>
      {proof.deliveries.length === 0 && <p className="dim">{words.noCopies}</p>}
      <ol className="proof-list">
        {proof.deliveries.map((copy) => (
          <li key={copy.id}>
            <StateMark mark={deliveryMark[copy.state]} label={text.deliveries.state[copy.state]} />
            <span>{text.overview.channel[copy.channel as keyof typeof text.overview.channel] ?? copy.channel}</span>
            <span>{copy.address}</span>
            <span className="dim">{format.instant(copy.finishedAt ?? copy.queuedAt)}</span>
            {copy.response !== '' && <span className="dim proof-words">{copy.response}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Answers({ proof }: { proof: Proof }) {
  const words = useText().acknowledgements;
  const format = useFormat();
  const fetchPaper = useMutation({
    mutationFn: async (sha256: string) => downloadFile((await client.acknowledgements.evidence({ sha256 })).file),
  });
  return (
    <>
      <h3>{words.answersHead}</h3>
      {proof.answers.length === 0 && <p className="dim">{words.noAnswers}</p>}
      <ErrorNote error={fetchPaper.error} />
      <ol className="proof-list">
        {proof.answers.map((answer) => (
          <li key={answer.id} data-withdrawn={answer.withdrawnAt !== null}>
            <strong>{words.answers[answer.answer]}</strong>
            <span>
              {format.instant(answer.at)} {words.methods[answer.method]} {answer.name}
            </span>
            {answer.note !== '' && <span className="proof-words">{answer.note}</span>}
            <span className="dim">{words.recordedBy(format.instant(answer.recordedAt), answer.clerk)}</span>
            {answer.evidence.map((paper) => (
              <Button
                key={paper.sha256}
                size="compact-xs"
                variant="default"
                onClick={() => fetchPaper.mutate(paper.sha256)}
              >
                {paper.fileName}
              </Button>
            ))}
            {answer.withdrawnAt === null ? (
              <span>
                <AddEvidence officeName={proof.office.name} id={answer.id} />
                <WithdrawButton office={proof.office} id={answer.id} />
              </span>
            ) : (
              <span className="proof-words">
                {words.withdrawnAt(format.instant(answer.withdrawnAt), answer.withdrawnReason ?? '')}
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
