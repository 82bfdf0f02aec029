// Follows the trail. While it pauses events are kept, so that going on misses nothing; where a connection was lost the browser goes on where it was by itself.
const MOST_ROWS = 200;

export function start(section) {
  const texts = section.dataset;
  const [follow, pause, go] = ['follow', 'pause', 'continue'].map((name) => section.querySelector(`[data-${name}]`));
  const state = section.querySelector('[data-state]');
  const rows = section.querySelector('[data-rows]');
  const template = section.querySelector('template');
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: texts.zone, dateStyle: 'short', timeStyle: 'medium' });
  let waiting = null;

  const say = (text) => { state.textContent = text; };
  const offer = (shown) => [follow, pause, go].forEach((button) => { button.hidden = button !== shown; });

  const open = () => {
    const source = new EventSource(texts.stream);
    source.addEventListener('open', () => say(waiting ? texts.paused : texts.waiting));
    source.addEventListener('event', (event) => {
      if (waiting) {
        waiting.push(event.data);
        waiting.splice(0, waiting.length - MOST_ROWS);
      } else {
        add(JSON.parse(event.data));
      }
    });
    source.addEventListener('reset', () => say(texts.gap));
    source.addEventListener('error', () => {
      const isOver = source.readyState === EventSource.CLOSED;
      say(isOver ? texts.over : texts.lost);
      if (isOver) {
        const hadFocus = document.activeElement === pause || document.activeElement === go;
        release();
        offer(null);
        if (hadFocus) {
          state.tabIndex = -1;
          state.focus();
        }
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

  const release = () => {
    waiting?.forEach((data) => add(JSON.parse(data)));
    waiting = null;
  };

  follow.addEventListener('click', () => {
    open();
    pause.focus();
  });
  pause.addEventListener('click', () => {
    waiting = [];
    say(texts.paused);
    offer(go);
    go.focus();
  });
  go.addEventListener('click', () => {
    release();
    say(texts.waiting);
    offer(pause);
    pause.focus();
  });
  offer(follow);
}
