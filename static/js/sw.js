// The service worker: shows what is pushed to this browser, and opens it. It keeps nothing.
self.addEventListener("push", (event) => {
  const news = event.data?.json() ?? {};
  const show = { body: news.body, tag: news.tag, renotify: true, data: news.url, icon: "/static/img/favicon.svg" };
  navigator.setAppBadge?.(news.unread).catch(() => {});
  event.waitUntil(self.registration.showNotification(news.title, show));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data || "/inbox", location.origin);
  if (address.origin !== location.origin) return;
  event.waitUntil((async () => {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.find((one) => one.url === address.href);
    return open ? open.focus() : clients.openWindow(address.href);
  })());
});
