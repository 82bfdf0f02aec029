// The rotation of a service key: shows the page again after some seconds, as long as it runs. Not while it is out of sight, and not under a menu that is open or a person who goes through the page by keyboard: the way would begin anew.
export function start(element) {
  const seconds = Number(element.dataset.seconds) || 5;
  setInterval(() => {
    if (!document.hidden && !document.querySelector('details[open], :focus-visible')) {
      location.reload();
    }
  }, seconds * 1000);
}
