// The entry of a value: changes between keys and values, text and generated values at once, and adds and removes rows. What the server would not convert stays as it is, with the reason.
export function start(element) {
  const mode = element.querySelector('[name=mode]');
  const rows = element.querySelector('.rows');
  const text = element.querySelector('[name=text]');
  const problem = element.querySelector('#value-error');
  const blank = rows.querySelector('.row').cloneNode(true);
  const labels = ['input', 'textarea'].map((name) => blank.querySelector(name).getAttribute('aria-label').replace('1', '{0}'));
  rows.querySelectorAll('.row').forEach(wire);

  element.addEventListener('click', (event) => {
    const button = event.target.closest('button[name=do]');
    if (!button) {
      return;
    }
    event.preventDefault();
    problem.hidden = true;
    if (button.value === 'add-row') {
      add('', '').querySelector('input').focus();
    } else {
      turn(button.value);
    }
  });

  function turn(wanted) {
    if (mode.value === wanted) {
      return;
    }
    if (mode.value === 'pairs' && wanted === 'text') {
      const pairs = filled();
      const twice = pairs.map(([key]) => key).find((key, index, keys) => keys.indexOf(key) !== index);
      if (twice !== undefined) {
        refuse(element.dataset.keyTwice.replace('{0}', () => twice));
        return;
      }
      if (pairs.length > 0) {
        text.value = JSON.stringify(Object.fromEntries(pairs), null, 2);
      }
    } else if (mode.value === 'text' && wanted === 'pairs' && text.value.trim() !== '' && !toPairs()) {
      return;
    }
    mode.value = wanted;
    element.querySelectorAll('[data-editor]').forEach((part) => { part.hidden = part.dataset.editor !== wanted; });
    element.querySelectorAll('.modes button').forEach((each) => each.setAttribute('aria-pressed', String(each.value === wanted)));
  }

  function toPairs() {
    let value = null;
    try {
      value = JSON.parse(text.value);
    } catch {
      // Told below.
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return refuse(element.dataset.notObject);
    }
    const others = Object.entries(value).filter(([, each]) => typeof each !== 'string').map(([key]) => key);
    if (others.length > 0) {
      return refuse(element.dataset.notTexts.replace('{0}', () => others.join(', ')));
    }
    rows.replaceChildren();
    Object.entries(value).forEach(([key, each]) => add(key, each));
    if (rows.children.length === 0) {
      add('', '');
    }
    text.value = '';
    return true;
  }

  function refuse(reason) {
    problem.textContent = reason;
    problem.hidden = false;
    return false;
  }

  function filled() {
    return [...rows.querySelectorAll('.row')]
      .map((row) => [row.querySelector('input').value, row.querySelector('textarea').value])
      .filter(([key, value]) => key !== '' || value !== '');
  }

  function add(key, value) {
    const row = blank.cloneNode(true);
    row.querySelector('input').value = key;
    row.querySelector('textarea').value = value;
    rows.append(row);
    wire(row);
    number();
    return row;
  }

  function wire(row) {
    const button = row.querySelector('.remove');
    button.hidden = false;
    button.addEventListener('click', () => {
      row.remove();
      if (rows.children.length === 0) {
        add('', '');
      }
      number();
      rows.querySelector('input').focus();
    });
  }

  function number() {
    [...rows.children].forEach((row, index) => {
      row.querySelector('input').setAttribute('aria-label', labels[0].replace('{0}', index + 1));
      row.querySelector('textarea').setAttribute('aria-label', labels[1].replace('{0}', index + 1));
    });
  }
}
