// What the console does in the browser. Every page works without it; it adds copying, keys, and what has to move by itself.
import { enableCopy } from './copy.js';
import { enableKeys } from './keys.js';
import { rememberZone } from './zone.js';

rememberZone();
enableCopy(document);
enableKeys(document);

// Modules of single pages name themselves: <div data-module="live-tail">.
for (const part of document.querySelectorAll('[data-module]')) {
  const name = part.dataset.module;
  if (/^[a-z-]+$/.test(name)) {
    import(`./${name}.js`).then((module) => module.start(part));
  }
}

// A form is sent once, however often its button is pressed; the server would refuse the second anyway.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-form]')) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

// Menus close when something else is pressed, or Tab leaves them: they would cover what has the focus.
for (const happening of ['click', 'focusin']) {
  document.addEventListener(happening, (event) => {
    for (const menu of document.querySelectorAll('.account[open], .columns[open], .menu-toggle[open], .more[open]')) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
}
