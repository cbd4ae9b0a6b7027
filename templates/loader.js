// Loads the script of each component that stands on the page: once the page is painted, so that it waits for none of them,
// or when the event that the component names comes first. Without scripts the page is whole all the same. Shows what is
// overdue today, which no build can know.
const scripts = SCRIPTS;
const today = new Date().toISOString().slice(0, 10);
for (const notice of document.querySelectorAll("[data-due]")) notice.hidden = notice.dataset.due >= today;
for (const root of document.querySelectorAll("[data-script]")) {
  const load = () => import(scripts[root.dataset.script]).then((module) => module.default(root)).catch(() => {});
  if (root.dataset.when && !location.search) root.addEventListener(root.dataset.when, load, { once: true });
  else requestAnimationFrame(() => setTimeout(load));
}
