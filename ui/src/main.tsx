import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBackend } from './api/hooks.ts';
import { App } from './app/App.tsx';
import { applyTheme, storedTheme } from './browser/theme.ts';
import './design/tokens.css';
import './design/base.css';

applyTheme(storedTheme());
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <App backend={createBackend()} />
  </StrictMode>,
);
