// Shows the API's description with Scalar. Whatever of it would call another address than ours is switched off. Comes before
// Scalar's own script.
(() => {
  "use strict";
  const nonce = document.querySelector("meta[property=csp-nonce]").content;

  // Styles that it writes are let in by this page's nonce; it knows that of some of them only.
  const create = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };

  // It would try whether it may make code of text, and be refused.
  globalThis.__zod_globalConfig = { jitless: true };

  document.addEventListener("DOMContentLoaded", () => {
    const url = document.getElementById("reference").dataset.description;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const options = () => ({
      url,
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
      mcp: { disabled: true },
      hideClientButton: true,
      showDeveloperTools: "never",
      persistAuth: false,
      documentDownloadType: "direct",
      defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
      authentication: { preferredSecurityScheme: "bearer" },
      hideDarkModeToggle: true,
      forceDarkModeState: dark.matches ? "dark" : "light",
    });
    const reference = Scalar.createApiReference("#reference", options());
    dark.addEventListener("change", () => reference.updateConfiguration(options()));
  });
})();
