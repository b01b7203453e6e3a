// SPDX-License-Identifier: GPL-3.0-or-later
// Sets the chosen theme before the page is painted. Without one, the style sheet follows the system.
try {
    const theme = localStorage.getItem('pulseboard.theme');
    if (theme === 'light' || theme === 'dark')
        document.documentElement.dataset.theme = theme;
} catch {
    // storage is disabled
}
