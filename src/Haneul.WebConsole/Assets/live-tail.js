// Follows the trail. A pause closes the stream and keeps its place, so that going on misses nothing.
const MOST_ROWS = 200;

export function start(section) {
  const texts = section.dataset;
  const [follow, pause, go] = ['follow', 'pause', 'continue'].map((name) => section.querySelector(`[data-${name}]`));
  const state = section.querySelector('[data-state]');
  const rows = section.querySelector('[data-rows]');
  const template = section.querySelector('template');
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: texts.zone, dateStyle: 'short', timeStyle: 'medium' });
  let source = null;
  let place = '';

  const say = (text) => { state.textContent = text; };
  const offer = (shown) => [follow, pause, go].forEach((button) => { button.hidden = button !== shown; });

  const open = () => {
    const address = new URL(texts.stream, location.href);
    if (place) {
      address.searchParams.set('after', place);
    }
    source = new EventSource(address);
    source.addEventListener('open', () => say(texts.waiting));
    source.addEventListener('message', (event) => { place = event.lastEventId || place; });
    source.addEventListener('event', (event) => {
      place = event.lastEventId || place;
      add(JSON.parse(event.data));
    });
    source.addEventListener('reset', (event) => {
      place = event.lastEventId || place;
      say(texts.gap);
    });
    source.addEventListener('error', () => {
      const isOver = source.readyState === EventSource.CLOSED;
      say(isOver ? texts.over : texts.lost);
      if (isOver) {
        offer(null);
      }
    });
    rows.hidden = false;
    offer(pause);
    say(texts.waiting);
  };

  const add = (found) => {
    const row = template.content.cloneNode(true).firstElementChild;
    const time = row.querySelector('[data-time]');
    time.dateTime = found.event_time;
    time.textContent = clock.format(new Date(found.event_time));
    const name = row.querySelector('[data-name]');
    name.textContent = found.event_name;
    name.href = `${texts.events}${encodeURIComponent(found.event_id)}?at=${encodeURIComponent(found.event_time)}`;
    for (const result of row.querySelectorAll('[data-result]')) {
      result.hidden = result.dataset.result !== found.result;
    }
    row.querySelector('[data-user]').textContent = found.user.id;
    row.querySelector('[data-resource]').textContent = [found.resource?.type, found.resource?.name ?? found.resource?.id].filter(Boolean).join(' ');
    rows.prepend(row);
    while (rows.childElementCount > MOST_ROWS) {
      rows.lastElementChild.remove();
    }
  };

  follow.addEventListener('click', () => { open(); pause.focus(); });
  go.addEventListener('click', () => { open(); pause.focus(); });
  pause.addEventListener('click', () => {
    source.close();
    say(texts.paused);
    offer(go);
    go.focus();
  });
  offer(follow);
}
