// Buttons that copy: <button data-copy="text"> copies its text, <button data-copy-from="#id"> that of another element.
export function enableCopy(root) {
  for (const button of root.querySelectorAll('[data-copy], [data-copy-from]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }
}

async function copy(button) {
  const source = button.dataset.copyFrom ? document.querySelector(button.dataset.copyFrom) : null;
  await navigator.clipboard.writeText(source ? source.value ?? source.textContent : button.dataset.copy);
  announce(document.body.dataset.copied);
}

// Tells what happened, also to those who can't see it.
export function announce(text) {
  let box = document.querySelector('#announcement');
  if (!box) {
    box = document.createElement('div');
    box.id = 'announcement';
    box.className = 'notice';
    box.setAttribute('role', 'status');
    document.querySelector('main').prepend(box);
  }
  box.textContent = text;
  box.hidden = false;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { box.hidden = true; }, 4000);
}
