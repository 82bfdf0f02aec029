// The brush of a histogram: dragging over bars searches from the first to the last of them. A click without dragging follows the link of its bar.
// Two sliders are its ends for those who don't drag.
const STILL = 4;

export function start(section) {
  const svg = section.querySelector('.bars');
  if (!svg) {
    return;
  }
  const bars = [...svg.querySelectorAll('a')];
  const brush = svg.querySelector('.brush');
  const width = svg.viewBox.baseVal.width / bars.length;
  let from = null;
  let dragged = false;

  const indexAt = (event) => {
    const box = svg.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, index));
  };
  const show = (first, last) => {
    brush.setAttribute('x', String(first * width));
    brush.setAttribute('width', String((last - first) * width));
  };

  const search = (first, last) => {
    const address = new URL(section.dataset.address, location.href);
    address.searchParams.set('from', bars[first].dataset.from);
    address.searchParams.set('to', bars[last].dataset.to);
    location.assign(address);
  };

  section.querySelector('.brush-hint').hidden = false;
  startKeys(section.querySelector('.brush-keys'), bars, show, search);
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  svg.addEventListener('pointerdown', (event) => {
    if (event.button === 0 && event.isPrimary) {
      from = { x: event.clientX, index: indexAt(event) };
      dragged = false;
    }
  });
  addEventListener('pointermove', (event) => {
    if (!from || (!dragged && Math.abs(event.clientX - from.x) < STILL)) {
      return;
    }
    dragged = true;
    const index = indexAt(event);
    show(Math.min(from.index, index), Math.max(from.index, index) + 1);
  });
  addEventListener('pointerup', (event) => {
    if (from && dragged) {
      const index = indexAt(event);
      search(Math.min(from.index, index), Math.max(from.index, index));
    }
    from = null;
  });
  addEventListener('pointercancel', () => {
    from = null;
    show(0, 0);
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && from) {
      from = null;
      show(0, 0);
    }
  });
  svg.addEventListener('click', (event) => {
    if (dragged) {
      event.preventDefault();
    }
  });
  // The back button shows the page as it was left.
  addEventListener('pageshow', () => show(0, 0));
}

function startKeys(group, bars, show, search) {
  const [from, to] = group.querySelectorAll('input');
  const update = (moved) => {
    if (from.valueAsNumber > to.valueAsNumber) {
      (moved === from ? to : from).value = moved.value;
    }
    for (const end of [from, to]) {
      end.setAttribute('aria-valuetext', bars[end.valueAsNumber].querySelector('title').textContent);
    }
    if (moved) {
      show(from.valueAsNumber, to.valueAsNumber + 1);
    }
  };
  const go = () => search(from.valueAsNumber, to.valueAsNumber);
  for (const end of [from, to]) {
    end.addEventListener('input', () => update(end));
    end.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        go();
      }
    });
  }
  group.querySelector('button').addEventListener('click', go);
  group.hidden = false;
  update(null);
}
