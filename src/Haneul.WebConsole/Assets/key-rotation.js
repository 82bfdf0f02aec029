// The rotation of a service key: shows the page again after some seconds, as long as it runs. Not while it is out of sight, and not under a menu that is open.
export function start(element) {
  const seconds = Number(element.dataset.seconds) || 5;
  setInterval(() => {
    if (!document.hidden && !document.querySelector('details[open]')) {
      location.reload();
    }
  }, seconds * 1000);
}
