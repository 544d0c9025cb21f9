// The language is chosen before anything is drawn, and before the chat reads it from the page.
const KEY = 'red-ejemplo.language';

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Blocked: then the choice holds for this page.
  }
}

const asked = new URLSearchParams(location.search).get('lang');
if (asked) remember(asked);
const english = (asked ?? remembered()) === 'en';
document.documentElement.lang = english ? 'en' : 'es-MX';

addEventListener('DOMContentLoaded', () => {
  if (english) document.title = document.documentElement.dataset.titleEn;
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-chat]');
    if (button) window.Ventanilla?.open({ text: button.dataset.chat === 'say' ? button.innerText.trim() : undefined });
  });
});
