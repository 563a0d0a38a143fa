// Keeps an open page of the preview as the content is. It compares states: which build the page is
// of, and which there is; so a page that was away, asleep or slow has missed nothing.
"use strict";
(() => {
  const build = document.currentScript.dataset.build;
  let delay = 200;

  function banner(problems) {
    let aside = document.getElementById("dossier-problems");
    if (problems === null) {
      if (aside) aside.remove();
      return;
    }
    if (!aside) {
      aside = document.createElement("aside");
      aside.id = "dossier-problems";
      aside.setAttribute("role", "alert");
      const title = document.createElement("strong");
      title.textContent = "The dossier has problems; pages stay as they were";
      aside.append(title, document.createElement("pre"));
      document.body.prepend(aside);
    }
    const text = aside.querySelector("pre");
    if (text.textContent !== problems) text.textContent = problems;
  }

  function connect() {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    socket.addEventListener("open", () => {
      delay = 200;
      socket.send(JSON.stringify({
        command: "hello",
        protocols: ["http://livereload.com/protocols/official-7"],
      }));
    });
    socket.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state.command !== "state") return;
      if (state.build === build) banner(state.problems);
      else location.reload();
    });
    socket.addEventListener("close", () => {
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, 3000);
    });
  }

  // Banners need a body.
  document.addEventListener("DOMContentLoaded", connect);
})();
