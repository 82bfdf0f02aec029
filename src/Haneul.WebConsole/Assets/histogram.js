// The brush of a histogram: dragging over bars searches from the first to the last of them. A click without dragging follows the link of its bar.
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

  section.querySelector('.brush-hint').hidden = false;
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
      const first = bars[Math.min(from.index, index)].dataset.from;
      const last = bars[Math.max(from.index, index)].dataset.to;
      const address = new URL(section.dataset.address, location.href);
      address.searchParams.set('from', first);
      address.searchParams.set('to', last);
      location.assign(address);
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
