# SPDX-License-Identifier: GPL-3.0-or-later
# pulse_add_translations(target): compiles resources/translations into the target, under :/translations. Qt's own
# functions are not used, because they require lrelease in a Qt that may be built for another machine.
find_program(PULSEBOARD_LRELEASE lrelease HINTS /usr/lib/qt6/bin NO_CMAKE_FIND_ROOT_PATH REQUIRED)

function(pulse_add_translations target)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/translations/*.ts)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/translations)
    file(MAKE_DIRECTORY ${folder})
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        add_custom_command(OUTPUT ${folder}/${name}.qm
            COMMAND ${PULSEBOARD_LRELEASE} -silent ${source} -qm ${folder}/${name}.qm
            DEPENDS ${source}
            VERBATIM)
        list(APPEND compiled ${folder}/${name}.qm)
    endforeach()
    qt_add_resources(${target} translations PREFIX /translations BASE ${folder} FILES ${compiled})
endfunction()
