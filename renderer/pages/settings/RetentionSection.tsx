import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { patterns } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** The way to what has been kept long enough. */
export function RetentionSection() {
  const text = useText().retention;
  return (
    <section className="panel" aria-labelledby="retention">
      <h2 id="retention">{text.title}</h2>
      <p className="dim">{text.note}</p>
      <Button component={Link} href={patterns.retention} variant="default">
        {text.toPage}
      </Button>
    </section>
  );
}
