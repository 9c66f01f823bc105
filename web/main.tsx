// Entry of the browser client: fonts, styles, the root.
import 'maplibre-gl/dist/maplibre-gl.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readProgram } from './wasm_programs.ts';
import { lendPrograms } from './workers/analysis_client.ts';

lendPrograms(readProgram);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
