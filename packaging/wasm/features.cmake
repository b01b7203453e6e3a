# SPDX-License-Identifier: GPL-3.0-or-later
# How Qt is built for the browser: small, without threads, and without what the dashboard has no use for.

set(CMAKE_BUILD_TYPE MinSizeRel CACHE STRING "")
set(QT_QMAKE_TARGET_MKSPEC wasm-emscripten CACHE STRING "")
set(BUILD_SHARED_LIBS OFF CACHE BOOL "")
set(QT_UNITY_BUILD ON CACHE BOOL "")
set(QT_BUILD_TESTS OFF CACHE BOOL "")
set(QT_BUILD_EXAMPLES OFF CACHE BOOL "")

foreach(feature IN ITEMS
    # guards against mistakes in Qt itself, which cost size and time
    libcpp_hardening trivial_auto_var_init_pattern
    # modules
    concurrent dbus network pdf printsupport sql testlib thread xml itemmodeltester
    # Core
    concatenatetablesproxymodel cborstreamwriter filesystemwatcher hijricalendar
    identityproxymodel islamiccivilcalendar jalalicalendar library mimetype mimetype_database process sharedmemory
    systemsemaphore timezone transposeproxymodel xmlstream xmlstreamreader xmlstreamwriter
    # Gui
    desktopservices filesystemmodel gif ico imageformat_bmp imageformat_jpeg imageformat_ppm
    imageformat_xbm jpeg movie multiprocess picture sessionmanager tabletevent
    textmarkdownreader textmarkdownwriter textodfwriter tuiotouch undocommand undogroup undostack whatsthis
    # Widgets
    buttongroup calendarwidget checkbox colordialog columnview combobox commandlinkbutton completer datawidgetmapper
    datetimeedit dial dialog dialogbuttonbox dockwidget effects errormessage filedialog fontcombobox fontdialog formlayout
    fscompleter graphicseffect graphicsview groupbox inputdialog keysequenceedit lcdnumber listwidget mdiarea menubar
    messagebox progressbar progressdialog radiobutton rubberband sizegrip spinbox splashscreen
    syntaxhighlighter tablewidget tabwidget textbrowser toolbar toolbox treewidget undoview wizard)
    set(FEATURE_${feature} OFF CACHE BOOL "")
endforeach()
