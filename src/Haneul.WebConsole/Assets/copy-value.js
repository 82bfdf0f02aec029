// Copies a value that no page shows: it goes from the answer to the clipboard and is not kept.
import { announce } from './copy.js';

const NEXT_TOKEN = 'Haneul-Form';

export function start(element) {
  for (const form of element.querySelectorAll('form.copy-value')) {
    form.querySelector('button').hidden = false;
    form.removeAttribute('data-form');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      copy(form, element.dataset);
    });
  }
}

async function copy(form, texts) {
  // Not disabled meanwhile: a button that is loses the focus.
  if (form.dataset.busy) {
    return;
  }
  form.dataset.busy = 'yes';
  try {
    const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
    if (response.type === 'opaqueredirect') {
      location.reload();
      return;
    }
    const next = response.headers.get(NEXT_TOKEN);
    if (next) {
      form.querySelector('[name=_form]').value = next;
    }
    const text = await response.text();
    if (response.ok && next) {
      await navigator.clipboard.writeText(text);
      announce(texts.done);
    } else {
      announce(next && text ? text : texts.failed);
    }
  } catch {
    announce(texts.failed);
  } finally {
    delete form.dataset.busy;
  }
}
