// In one piece and as it is: JupyterLab's loaders of stylesheets would be a fifth more to send.
import css from '../lib/style.raw.css';

document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
