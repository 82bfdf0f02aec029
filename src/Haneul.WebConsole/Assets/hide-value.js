// Hides a value that is shown, 30 seconds after it came or at once, and also when the page is left: the back button must not bring it up again.
const SECONDS = 30;

export function start(element) {
  const button = element.querySelector('.hide-now');
  const countdown = element.querySelector('.countdown');
  let left = SECONDS;
  button.hidden = false;
  countdown.textContent = left;
  const timer = setInterval(() => {
    left -= 1;
    countdown.textContent = left;
    if (left <= 0) {
      hide();
    }
  }, 1000);

  function hide() {
    clearInterval(timer);
    const hadFocus = element.contains(document.activeElement);
    element.querySelector('.revealed')?.remove();
    element.querySelector('.value-hidden').hidden = false;
    button.hidden = true;
    if (hadFocus) {
      // What had it is gone: without this, Tab would begin at the top of the page again.
      element.querySelector('.buttons a').focus();
    }
  }

  button.addEventListener('click', hide);
  addEventListener('pagehide', hide);
}
