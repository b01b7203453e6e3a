# SPDX-License-Identifier: GPL-3.0-or-later
# The compiler flags. All are on the INTERFACE target `pulse_flags`.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # moc need not wait until the linked libraries are built
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC) # also programs: GCC 14 refuses headers that were precompiled for libraries
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()
# Several sources of a target are compiled at a time, which halves the time of a build from scratch: so in the sources of
# a target, names are unique even in anonymous namespaces. Debug builds compile each source by itself: they are rebuilt
# after small changes.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    set(CMAKE_UNITY_BUILD ON CACHE BOOL "Compile several sources of a target at a time")
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # All clones share the cache: paths below the clone count as relative. ccache's manual requires the sloppiness for
    # precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

add_library(pulse_flags INTERFACE)
target_compile_options(pulse_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wold-style-cast -Wnon-virtual-dtor
    # Only where each source is compiled by itself: a local name may be that of a constant in another source.
    $<$<NOT:$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wshadow>
    # Not for tests: Qt 6.8's QTRY macros turn chrono counts into int.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:PULSE_TEST>>>:-Wconversion>
    $<$<BOOL:${PULSEBOARD_WERROR}>:-Werror>)
target_compile_definitions(pulse_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
    _FILE_OFFSET_BITS=64) # as in libarchive; precompiled headers require it in all targets or in none
target_include_directories(pulse_flags INTERFACE ${PROJECT_SOURCE_DIR})

if(PULSEBOARD_SANITIZE)
    target_compile_options(pulse_flags INTERFACE
        -fsanitize=${PULSEBOARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
        # GCC's manual: sanitizers raise the rate of false positives of this warning most. The release build keeps it.
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(pulse_flags INTERFACE -fsanitize=${PULSEBOARD_SANITIZE})
endif()
