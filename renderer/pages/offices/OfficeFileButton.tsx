import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { downloadFile } from '../../api/files.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** One click: everything this office was sent and answered, to read or to reckon with. */
export function OfficeFileButton({ officeCode }: { officeCode: string }) {
  const text = useText();
  const { language } = usePreferences();
  const write = useMutation({
    mutationFn: async (format: 'pdf' | 'csv') => {
      const { file } = await client.reports.export({ report: 'office-file', officeCode, format });
      await downloadFile(file);
    },
    onError: (error) => notifications.show({ color: 'red', message: errorText(error, language, text.common.field) }),
  });
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-md" variant="default" loading={write.isPending}>
          {text.offices.officeFile}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => write.mutate('pdf')}>{text.offices.officeFilePdf}</Menu.Item>
        <Menu.Item onClick={() => write.mutate('csv')}>{text.offices.officeFileCsv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
