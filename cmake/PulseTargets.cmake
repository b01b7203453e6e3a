# SPDX-License-Identifier: GPL-3.0-or-later
# Targets and the only edges allowed between them. `common` knows nobody; `runtime` and `app` never see each other.

set(PULSE_EDGES_common_core "")
set(PULSE_EDGES_common_feed common_core)
set(PULSE_EDGES_qtredis common_core)
set(PULSE_EDGES_runtime_core common_core qtredis)
set(PULSE_EDGES_runtime_package common_core runtime_core)
set(PULSE_EDGES_runtime_http common_core)
set(PULSE_EDGES_runtime_service common_core qtredis runtime_core runtime_http runtime_package)
set(PULSE_EDGES_runtime_worker common_core qtredis runtime_core)
set(PULSE_EDGES_runtime_check common_core runtime_core runtime_package runtime_worker)
set(PULSE_EDGES_runtime_collector common_core qtredis)
set(PULSE_EDGES_runtime_local common_core qtredis runtime_core)
set(PULSE_EDGES_runtime_gateway common_feed qtredis runtime_core runtime_http)
set(PULSE_EDGES_app_core common_core common_feed)
set(PULSE_EDGES_app_charts app_core)
set(PULSE_EDGES_app_ui app_core app_charts)
set(PULSE_EDGES_app_desktop app_ui qtredis)
set(PULSE_EDGES_pulseboard app_desktop)
set(PULSE_EDGES_pulseboard-web app_ui)
set(PULSE_EDGES_pulseboard-runtime runtime_check runtime_service runtime_worker)
set(PULSE_EDGES_pulseboard-collector runtime_collector)
set(PULSE_EDGES_pulseboard-gateway runtime_gateway)
set(PULSE_EDGES_pulseboard-local runtime_local)
set(PULSE_EDGES_test_support qtredis)

set_property(GLOBAL PROPERTY PULSE_TARGETS "")

# pulse_add_library(name SOURCES ... [PUBLIC libraries ...] [PRIVATE libraries ...])
function(pulse_add_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC pulse_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    pulse_precompile(${name})
    set_property(GLOBAL APPEND PROPERTY PULSE_TARGETS ${name})
endfunction()

# Without a compiler cache that is warm, half of the time goes into the headers of Qt and the standard library, so those
# that most files read are compiled once: for the web dashboard for each target, with GCC for all targets together.
# Clang compiles without them, so that a missing #include is noticed, and clang-tidy can read what it compiled.
set(PULSE_CORE_HEADERS <algorithm> <chrono> <functional> <memory> <optional> <ranges> <string> <vector> <QByteArray>
    <QCoreApplication> <QDateTime> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument>
    <QJsonObject> <QList> <QLocale> <QLoggingCategory> <QMap> <QObject> <QPointer> <QProcess> <QRegularExpression> <QSet>
    <QString> <QStringList> <QTemporaryDir> <QTimer> <QUrl> <QVariant>)
set(PULSE_WIDGETS_HEADERS ${PULSE_CORE_HEADERS} <QAbstractItemModel> <QApplication> <QLabel> <QLayout> <QMenu>
    <QPainter> <QPushButton> <QWidget>)

# pulse_add_precompiled(core|widgets libraries ...): what targets share
function(pulse_add_precompiled kind)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        return()
    endif()
    string(TOUPPER ${kind} upper)
    add_library(pulse_precompiled_${kind} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled/${kind}.cpp)
    target_link_libraries(pulse_precompiled_${kind} PRIVATE pulse_flags ${ARGN})
    target_precompile_headers(pulse_precompiled_${kind} PRIVATE ${PULSE_${upper}_HEADERS})
    set_target_properties(pulse_precompiled_${kind} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

function(pulse_precompile name)
    get_target_property(links ${name} LINK_LIBRARIES)
    set(kind core)
    if(links MATCHES "Qt6::Widgets|app_(charts|ui|desktop)")
        set(kind widgets)
    endif()
    if(EMSCRIPTEN)
        string(TOUPPER ${kind} upper)
        target_precompile_headers(${name} PRIVATE ${PULSE_${upper}_HEADERS})
    elseif(TARGET pulse_precompiled_${kind})
        target_precompile_headers(${name} REUSE_FROM pulse_precompiled_${kind})
    endif()
endfunction()

# pulse_add_program(name SOURCES ... LIBRARIES ...): a thin main over static libraries; each is an install component
function(pulse_add_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES})
    pulse_precompile(${name})
    install(TARGETS ${name} COMPONENT ${name})
    set_property(GLOBAL APPEND PROPERTY PULSE_TARGETS ${name})
endfunction()

# Refuses every edge between our targets that is not in the table above.
function(pulse_check_edges)
    get_property(targets GLOBAL PROPERTY PULSE_TARGETS)
    foreach(target IN LISTS targets)
        if(NOT DEFINED PULSE_EDGES_${target})
            message(FATAL_ERROR "Target ${target} has no row in cmake/PulseTargets.cmake")
        endif()
        get_target_property(links ${target} LINK_LIBRARIES)
        foreach(link IN LISTS links)
            if(link IN_LIST targets AND NOT link IN_LIST PULSE_EDGES_${target})
                message(FATAL_ERROR "Edge ${target} -> ${link} is not allowed (cmake/PulseTargets.cmake)")
            endif()
        endforeach()
    endforeach()
endfunction()
