// Keeps a copy of the site on this device, and says when a page is read from it. Old browsers go on without.
export default function offline(root) {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data.copied) return;
    const when = new Date(data.copied);
    root.textContent = `${root.dataset.text} ${when.toLocaleString(document.documentElement.lang)}`;
    root.hidden = false;
  });
  navigator.serviceWorker.startMessages();
  navigator.serviceWorker.controller?.postMessage("how old");
  navigator.serviceWorker.register(root.dataset.worker).catch(() => {});
}
