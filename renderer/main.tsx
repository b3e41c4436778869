import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/states.css';
import './styles/parts.css';
import './styles/lists.css';
import './styles/overview.css';
import './styles/notices.css';
import './styles/audiences.css';
import './styles/compare.css';
import './styles/facts.css';
import './styles/letters.css';
import './styles/pages.css';
import './styles/reports.css';
import './styles/duplicates.css';
import './styles/offices.css';
import './styles/safety.css';
import './styles/print.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { openSession } from './api/connection.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

await openSession();
createRoot(root).render(<App />);
