// Applies the colour scheme chosen earlier before anything is painted; without a choice the system's holds.
try {
  const kept = localStorage.getItem("color-scheme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.colorScheme = kept;
} catch {
  // Without storage (a private window) there is no earlier choice.
}
