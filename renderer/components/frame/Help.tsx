import { Modal } from '@mantine/core';
import type { PageFeature } from '../../routes.ts';
import { useText } from '../../text/index.ts';

interface Props {
  feature: PageFeature;
  opened: boolean;
  onClose: () => void;
}

/** What the page is for, in five lines. */
export function Help({ feature, opened, onClose }: Props) {
  const text = useText();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${text.frame.navigation[feature]} – ${text.frame.help}`}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <ol className="help-lines">
        {text.frame.helpLines[feature].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Modal>
  );
}
