// SPDX-License-Identifier: GPL-3.0-or-later
// Before anything is painted: the theme that was chosen earlier. Without one the style sheet follows the system.
try {
    const theme = localStorage.getItem('pulseboard.theme');
    if (theme === 'light' || theme === 'dark')
        document.documentElement.dataset.theme = theme;
} catch {
    // storage is off
}
