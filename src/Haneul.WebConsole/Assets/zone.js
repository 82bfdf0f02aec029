// Tells the server the time zone of the browser, for those who have not chosen one.
export function rememberZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`haneul-zone=${encodeURIComponent(zone)}`)) {
    document.cookie = `haneul-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }
}
