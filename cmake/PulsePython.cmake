# SPDX-License-Identifier: GPL-3.0-or-later
# The embedded Python is the distribution's, not `python3` from PATH: private builds, for example of pyenv, have other
# packages and often no shared library.

set(PULSEBOARD_PYTHON /usr/bin/python3 CACHE FILEPATH "The Python interpreter to embed")
if(NOT EXISTS ${PULSEBOARD_PYTHON})
    message(FATAL_ERROR "PULSEBOARD_PYTHON=${PULSEBOARD_PYTHON} does not exist; set it to the distribution's python3")
endif()
set(Python_EXECUTABLE ${PULSEBOARD_PYTHON} CACHE FILEPATH "" FORCE)
set(PYBIND11_FINDPYTHON ON)
find_package(Python 3.10 REQUIRED COMPONENTS Interpreter Development.Module Development.Embed)
find_package(pybind11 2.10 REQUIRED)
