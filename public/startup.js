// What must work before, beside and without the application: a way on when it cannot start, and its service worker.
//
// With the application it speaks by events: `data-version` of the page says whether a new version is `ready` or in use
// `elsewhere`, and `jara-version` that this has changed; `jara-take-over` answers that the user wants it and that
// everything is saved; `jara-look` asks whether there is a new version now.
(() => {
  const RECOVERED = 'jara-recovered';
  const HOUR = 60 * 60 * 1000;
  const worker = navigator.serviceWorker;
  let started = false;

  // --- The application does not start: a file of it is missing, as when a deployment came between two requests.

  const fails = (event) => {
    const element = event.target instanceof Element ? event.target : undefined;
    // What is only fetched ahead is fetched again where it is needed.
    if (element?.localName === 'link' && element.rel !== 'stylesheet') return;
    if (element?.localName === 'link' || !started) recover();
  };
  addEventListener('error', fails, true);
  addEventListener('unhandledrejection', fails);

  let recovering = false;
  const recover = async () => {
    if (recovering) return;
    recovering = true;
    try {
      // Once: what is kept is thrown away, and the page is loaded as if for the first time. Without a connection that
      // would only take away the rest.
      const first = sessionStorage.getItem(RECOVERED) === null;
      if (first && navigator.onLine && (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok) {
        sessionStorage.setItem(RECOVERED, 'true');
        await withdraw();
        location.reload();
        return;
      }
    } catch {
      // No connection, or no storage to remember that it was tried.
    }
    const message = document.getElementById('boot-failed');
    if (!message) return;
    message.hidden = false;
    // What stands there is the promise of a page.
    document.querySelector('#boot > .boot-page')?.remove();
  };

  const withdraw = async () => {
    const registrations = (await worker?.getRegistrations()) ?? [];
    await Promise.all(registrations.map((one) => one.unregister()));
    if (!('caches' in window)) return;
    const names = (await caches.keys()).filter((name) => name.startsWith('jara-'));
    await Promise.all(names.map((name) => caches.delete(name)));
  };

  addEventListener('TrunkApplicationStarted', () => {
    started = true;
    try {
      sessionStorage.removeItem(RECOVERED);
    } catch {
      // Without storage there is nothing to remember.
    }
    if (worker) (window.requestIdleCallback ?? setTimeout)(begin);
  });

  // --- The service worker: a new version is installed beside the running one and waits (OFF-7).

  const say = (state) => {
    document.documentElement.dataset.version = state;
    dispatchEvent(new Event('jara-version'));
  };

  const begin = async () => {
    let agreed = false;
    let controlled = worker.controller !== null;
    worker.addEventListener('controllerchange', () => {
      if (agreed) location.reload();
      else if (controlled) say('elsewhere');
      controlled = true;
    });
    let registration;
    try {
      registration = await worker.register('/sw.js', { updateViaCache: 'none' });
    } catch (error) {
      // The application works all the same, while there is a connection.
      console.warn('no service worker:', error);
      await look();
    }
    // A browser that is told to have none may answer with nothing at all.
    if (!registration) return;
    const waits = () => {
      if (registration.waiting && worker.controller) say('ready');
    };
    const follow = () => registration.installing?.addEventListener('statechange', waits);
    registration.addEventListener('updatefound', follow);
    follow();
    waits();

    addEventListener('jara-take-over', () => {
      agreed = true;
      // In use elsewhere already: there is nothing to wait for.
      if (registration.waiting) registration.waiting.postMessage('take-over');
      else location.reload();
    });
    addEventListener('jara-look', look);
    setInterval(look, HOUR);
    // The browser asks for a new version when the page is loaded, and keeps a worker that the server has no more.
    if (controlled) await look();
  };

  /** Asks for a new version. A server that has no worker any more wants none in the browsers either. */
  const look = async () => {
    if (!navigator.onLine) return;
    const registration = await worker.getRegistration();
    try {
      await registration?.update();
    } catch {
      const gone = await fetch('/sw.js', { cache: 'no-store' }).then((answer) => [404, 410].includes(answer.status), () => false);
      if (registration && gone) await withdraw();
    }
  };
})();
