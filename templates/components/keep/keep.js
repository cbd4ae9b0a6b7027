// Offers to keep the whole site on this device where only the most important pages are kept so far.
export default function keep(root) {
  const workers = navigator.serviceWorker;
  const text = root.querySelector("[role=status]");
  const button = root.querySelector("button");
  let asked = false;
  if (!workers) return;
  workers.addEventListener("message", ({ data: { isWhole, megabytes } }) => {
    if (isWhole && !asked) return;
    const words = isWhole ? root.dataset.done : asked ? root.dataset.fault : text.dataset.text;
    text.textContent = words.replace("{size}", megabytes);
    button.hidden = isWhole;
    root.hidden = false;
  });
  workers.startMessages();
  workers.ready.then(({ active }) => active.postMessage("what is kept"));
  button.addEventListener("click", () => {
    asked = true;
    workers.ready.then(({ active }) => active.postMessage("keep everything"));
  });
}
