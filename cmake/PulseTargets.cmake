# SPDX-License-Identifier: GPL-3.0-or-later
# Each folder is one target and one layer. These are the only edges allowed between them, for links and for #include
# lines (tools/check-includes.py). `common` depends on nothing else; `runtime` and `app` never depend on each other.

set(PULSE_EDGES_common_core "")
set(PULSE_EDGES_common_json common_core)
set(PULSE_EDGES_common_metrics common_core common_json)
set(PULSE_EDGES_common_redis common_core)
set(PULSE_EDGES_common_results common_core common_json)
set(PULSE_EDGES_common_results_redis common_core common_redis common_results)
set(PULSE_EDGES_common_watch common_core common_metrics common_results)
set(PULSE_EDGES_common_feed common_core common_json common_metrics common_results)
set(PULSE_EDGES_runtime_http common_core)
set(PULSE_EDGES_runtime_core common_core common_json common_redis common_results runtime_http)
set(PULSE_EDGES_runtime_package common_core runtime_core)
set(PULSE_EDGES_runtime_worker common_core common_redis common_results runtime_core)
set(PULSE_EDGES_runtime_check common_core runtime_core runtime_package runtime_worker)
set(PULSE_EDGES_runtime_service common_core common_json common_metrics common_redis common_results common_results_redis runtime_http runtime_core runtime_package)
set(PULSE_EDGES_runtime_collector common_core common_redis common_results)
set(PULSE_EDGES_runtime_gateway common_core common_metrics common_redis common_results common_results_redis common_feed runtime_http)
set(PULSE_EDGES_runtime_local common_core common_metrics common_redis common_results common_results_redis runtime_http runtime_core)
set(PULSE_EDGES_app_style common_core common_metrics)
set(PULSE_EDGES_app_state common_core common_metrics common_results common_watch)
set(PULSE_EDGES_app_charts_render common_core app_style app_state)
set(PULSE_EDGES_app_charts common_core app_style app_state app_charts_render)
set(PULSE_EDGES_app_widgets common_core app_style app_state app_charts)
set(PULSE_EDGES_app_pages common_core common_metrics common_results common_watch app_style app_state app_charts_render app_charts app_widgets)
set(PULSE_EDGES_app_window common_core common_results common_watch app_style app_state app_charts app_widgets app_pages)
set(PULSE_EDGES_app_sources common_core common_results common_feed)
set(PULSE_EDGES_app_desktop_tunnel common_core app_style app_widgets)
set(PULSE_EDGES_app_sources_desktop common_core common_redis common_results_redis app_desktop_tunnel)
set(PULSE_EDGES_app_desktop_connections common_core common_redis common_results common_results_redis app_style app_state app_widgets app_sources app_desktop_tunnel app_sources_desktop)
set(PULSE_EDGES_app_desktop common_core app_charts app_window app_desktop_tunnel app_sources_desktop app_desktop_connections)
set(PULSE_EDGES_pulseboard-runtime common_core runtime_core runtime_worker runtime_check runtime_service)
set(PULSE_EDGES_pulseboard-collector common_core runtime_collector)
set(PULSE_EDGES_pulseboard-gateway common_core runtime_gateway)
set(PULSE_EDGES_pulseboard-local common_core runtime_local)
set(PULSE_EDGES_pulseboard common_core app_window app_desktop_tunnel app_desktop)
set(PULSE_EDGES_pulseboard-web common_core app_window app_sources)
set(PULSE_EDGES_test_support common_core common_redis common_results)

set_property(GLOBAL PROPERTY PULSE_TARGETS "")

# pulse_add_library(name SOURCES ... [PUBLIC libraries ...] [PRIVATE libraries ...])
function(pulse_add_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC pulse_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    pulse_precompile(${name})
    set_property(GLOBAL APPEND PROPERTY PULSE_TARGETS ${name})
endfunction()

# With a cold compiler cache, half of the time goes into the headers of Qt and the standard library. So the most common
# ones are precompiled: once per target for the web dashboard, otherwise once for all targets of a kind, which have the
# same options. The preset "clang" does without them, so that clang-tidy can read its output and finds missing #include
# lines.
set(PULSE_CORE_HEADERS <algorithm> <chrono> <functional> <memory> <optional> <ranges> <string> <vector> <QByteArray>
    <QCoreApplication> <QDateTime> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument>
    <QJsonObject> <QList> <QLocale> <QLoggingCategory> <QMap> <QObject> <QPointer> <QProcess> <QRegularExpression> <QSet>
    <QString> <QStringList> <QTemporaryDir> <QTimer> <QUrl> <QVariant>)
set(PULSE_WIDGETS_HEADERS ${PULSE_CORE_HEADERS} <QAbstractItemModel> <QApplication> <QLabel> <QLayout> <QMenu>
    <QPainter> <QPushButton> <QWidget>)
set(PULSE_TEST_CORE_HEADERS ${PULSE_CORE_HEADERS} <QSignalSpy> <QTcpServer> <QTest>)
set(PULSE_TEST_WIDGETS_HEADERS ${PULSE_WIDGETS_HEADERS} <QSignalSpy> <QTest>)

# pulse_add_precompiled(kind [OPTIONS ...] LIBRARIES ...): precompiles the headers that targets of that kind share
function(pulse_add_precompiled kind)
    cmake_parse_arguments(arg "" "" "OPTIONS;LIBRARIES" ${ARGN})
    string(TOUPPER ${kind} upper)
    add_library(pulse_precompiled_${kind} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
    target_link_libraries(pulse_precompiled_${kind} PRIVATE pulse_flags ${arg_LIBRARIES})
    target_compile_options(pulse_precompiled_${kind} PRIVATE ${arg_OPTIONS})
    target_precompile_headers(pulse_precompiled_${kind} PRIVATE ${PULSE_${upper}_HEADERS})
    set_target_properties(pulse_precompiled_${kind} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

# pulse_precompile(target [TEST]): the target uses the precompiled headers of its kind
function(pulse_precompile name)
    cmake_parse_arguments(arg "TEST" "" "" ${ARGN})
    get_target_property(links ${name} LINK_LIBRARIES)
    set(kind core)
    if(links MATCHES "Qt6::Widgets|app_(style|charts|widgets|pages|window|desktop(_connections)?)(;|$)|app_charts_render")
        set(kind widgets)
    endif()
    if(arg_TEST)
        set(kind test_${kind})
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

# Checks in every build that each #include line follows an edge of the table.
function(pulse_check_includes)
    find_program(PULSE_CHECK_PYTHON python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS app/*.h app/*.cpp common/*.h common/*.cpp runtime/*.h runtime/*.cpp)
    set(script ${PROJECT_SOURCE_DIR}/tools/check-includes.py)
    set(table ${PROJECT_SOURCE_DIR}/cmake/PulseTargets.cmake)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/includes.checked
        COMMAND ${PULSE_CHECK_PYTHON} ${script} ${table} ${PROJECT_SOURCE_DIR}
        COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/includes.checked
        DEPENDS ${script} ${table} ${sources}
        COMMENT "Checking #include lines"
        VERBATIM)
    add_custom_target(check_includes ALL DEPENDS ${CMAKE_BINARY_DIR}/includes.checked)
endfunction()
