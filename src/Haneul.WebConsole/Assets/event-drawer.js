// Opens the page of an event beside its list. The page itself stays where the link leads: for new tabs, for copying, and if anything is wrong.
import { enableCopy } from './copy.js';

export function start(list) {
  const drawer = makeDrawer(list.dataset);
  list.after(drawer.dialog);
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-event]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    open(link, drawer);
  });
}

function makeDrawer(texts) {
  const dialog = element('dialog', 'drawer');
  const head = element('div', 'drawer-head');
  const title = element('h2', '');
  title.id = 'drawer-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const page = element('a', 'button small');
  page.textContent = texts.open;
  const close = element('button', 'small');
  close.type = 'button';
  close.textContent = texts.close;
  close.addEventListener('click', () => dialog.close());
  const content = element('div', 'drawer-content');
  content.tabIndex = 0;
  content.setAttribute('role', 'region');
  content.setAttribute('aria-labelledby', title.id);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  head.append(title, page, close);
  dialog.append(head, content);
  return { dialog, title, page, content };
}

// Not fetch: a document comes out of this without handing text to a parser, which the policy of the page forbids.
function open(link, drawer) {
  const request = new XMLHttpRequest();
  request.open('GET', link.href);
  request.responseType = 'document';
  request.addEventListener('load', () => {
    const event = request.status === 200 ? request.response?.querySelector('#event') : null;
    if (!event) {
      location.assign(link.href);
      return;
    }
    drawer.title.textContent = link.textContent;
    drawer.page.href = link.href;
    drawer.content.replaceChildren(document.importNode(event, true));
    drawer.content.scrollTop = 0;
    enableCopy(drawer.content);
    drawer.dialog.showModal();
  });
  request.addEventListener('error', () => location.assign(link.href));
  request.send();
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
