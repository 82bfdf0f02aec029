// Keys: Ctrl or Command with K goes to the search, and so does a slash; Escape closes what is open.
export function enableKeys(root) {
  root.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, textarea, select, [contenteditable]');
    const search = root.querySelector('#global-search');
    if (search && ((event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing))) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === 'Escape') {
      for (const menu of root.querySelectorAll('details[open].account, details[open].columns, details[open].menu-toggle, details[open].more')) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    }
  });
}
